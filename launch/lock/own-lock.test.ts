import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readLock } from '#mcp-servers/orchestrator/catalogue/lockfile.ts';
import { ownLock } from './own-lock.ts';

const lock = readLock(fileURLToPath(new URL('../../orchestrator.lock.json', import.meta.url)));

test.each(Object.entries(ownLock()))(
  'orchestrator.lock.json says what the definition of %s says; after a change that is meant: npm run lock:tools',
  (name, tools) => expect(lock[name]).toEqual(tools),
);

test('it names every server of ours, and its hashes are of different things', () => {
  const servers = Object.keys(ownLock());
  expect(servers).toEqual(['mcp-odoo', 'mcp-qdrant', 'mcp-chatwoot']);
  const hashes = servers.flatMap((name) => Object.values(lock[name] ?? {}));
  expect(hashes.length).toBeGreaterThan(50);
  expect(new Set(hashes).size).toBe(hashes.length);
});
