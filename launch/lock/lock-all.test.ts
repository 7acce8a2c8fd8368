import { describe, expect, test } from 'vitest';
import { createTokens } from '#identity/tokens.ts';
import { fixtureServer } from '#mcp-servers/kit/fixtures/fixture-server.ts';
import { startServer } from '#mcp-servers/kit/start-server.ts';
import { lockOf } from '#mcp-servers/orchestrator/catalogue/lockfile.ts';
import { readTool, startFakeUpstream } from '#mcp-servers/orchestrator/testing/fake-upstream.ts';
import { testConfig, testTokens, upstreamAt } from '#mcp-servers/orchestrator/testing/test-gateway.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { lockAll } from './lock-all.ts';
import { lockOfDefinition, ownLock } from './own-lock.ts';

const options = { tokens: createTokens(undefined), tenant: 'main', maxBytes: 1_000_000 };

describe('a further upstream', () => {
  const name = 'parcels';

  test('is locked as it lists its tools now, and the changes are told', async () => {
    const upstream = await startFakeUpstream([readTool('track'), readTool('quote', { title: 'New' })]);
    const settings = { upstreams: [upstreamAt(upstream.url, { name, mint: false })] };
    const before = { ...ownLock(), [name]: lockOf([readTool('quote'), readTool('cancel')]) };
    const { lock, notes } = await lockAll({ before, settings, ...options });
    expect(lock[name]).toEqual(lockOf(upstream.tools));
    expect(notes).toEqual(['parcels: cancel is gone', 'parcels: quote is changed', 'parcels: track is new']);
    await upstream.close();
  });

  test('that cannot be reached keeps its part', async () => {
    const settings = { upstreams: [upstreamAt('http://127.0.0.1:1/mcp', { name, mint: false })] };
    const before = { ...ownLock(), [name]: lockOf([readTool('quote')]) };
    const { lock, notes } = await lockAll({ before, settings, ...options });
    expect(lock).toEqual(before);
    expect(notes).toEqual([
      expect.stringMatching(/^parcels: kept as it was, since parcels cannot be reached/),
    ]);
  });
});

test('ours are taken from their definitions, wherever they are said to be', async () => {
  const settings = { upstreams: [upstreamAt('http://127.0.0.1:1/mcp', { name: 'mcp-odoo' })] };
  const { lock, notes } = await lockAll({ before: {}, settings, ...options });
  expect(lock).toEqual(ownLock());
  expect(notes.every((note) => note.endsWith('is new'))).toBe(true);
});

test('what a definition says and what its server lists have the same hashes', async () => {
  const serving = { config: testConfig, tokens: testTokens, logger: silentLogger, port: 0 };
  const server = await startServer(fixtureServer(), serving);
  const settings = { upstreams: [upstreamAt(`${server.url}/mcp`)] };
  const { lock } = await lockAll({ before: {}, settings, ...options, tokens: testTokens });
  expect(lock['mcp-fixture']).toEqual(lockOfDefinition(fixtureServer()));
  await server.close();
});
