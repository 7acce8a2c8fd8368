import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { freePort } from '#test/redis.ts';
import { startEverything } from '../start-everything.ts';
import { runDoctor } from './run-doctor.ts';

const secret = 'the secret of the processes, which is long enough';
const processes = ['mcp-odoo', 'mcp-qdrant', 'mcp-chatwoot', 'mcp-orchestrator', 'crews'];

describe('processes and the keys of the settings', () => {
  let everything: Awaited<ReturnType<typeof startEverything>>;
  beforeAll(async () => {
    const environment = { CATALOG_SYNC: 'false', JWT_SECRET: secret };
    everything = await startEverything({ environment, freePorts: true, logger: silentLogger });
  });
  afterAll(() => everything.close());

  async function statesWith(settings: Record<string, string>) {
    const { urls } = everything;
    const addresses = {
      MCP_ODOO_URL: `${urls['mcp-odoo']}/mcp`,
      MCP_QDRANT_URL: `${urls['mcp-qdrant']}/mcp`,
      MCP_CHATWOOT_URL: `${urls['mcp-chatwoot']}/mcp`,
      MCP_ORCHESTRATOR_URL: `${urls['mcp-orchestrator']}/mcp`,
      CREWS_URL: urls.crews ?? '',
    };
    const findings = await runDoctor({ ...addresses, ...settings }, true);
    return findings.filter(({ subject }) => processes.includes(subject));
  }

  test('the same keys: each takes the tokens', async () => {
    const findings = await statesWith({ JWT_SECRET: secret });
    expect(findings).toHaveLength(processes.length);
    expect(findings.filter(({ state }) => state === 'failed')).toEqual([]);
  });

  test('other keys: each is named, with the setting that mends it, and without the secret', async () => {
    const findings = await statesWith({ JWT_SECRET: 'another secret, which is long enough as well' });
    expect(findings.map(({ subject, state }) => [subject, state])).toEqual(
      processes.map((name) => [name, 'failed']),
    );
    for (const { fix, text } of findings) {
      expect(fix).toContain('JWT_SECRET');
      expect(text).toContain('401');
    }
    expect(JSON.stringify(findings)).not.toContain('another secret');
  });

  test('another issuer is as wrong as another key', async () => {
    const [finding] = await statesWith({ JWT_SECRET: secret, JWT_ISSUER: 'somebody-else' });
    expect(finding).toMatchObject({ state: 'failed', fix: expect.stringContaining('JWT_ISSUER') });
  });
});

describe('who makes the tokens elsewhere', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function listing(body: string): Promise<string> {
    server = createServer((_request, response) => response.end(body));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  }
  async function authentication(url: string) {
    const findings = await runDoctor({ JWT_JWKS_URL: url, ALLOW_HTTP_HOSTS: '127.0.0.1' }, false);
    return findings.find(({ subject }) => subject === 'authentication');
  }
  const refusal = { state: 'failed', fix: expect.stringContaining('JWT_JWKS_URL') };

  test('is away', async () => {
    expect(await authentication(`http://127.0.0.1:${await freePort()}/keys`)).toMatchObject(refusal);
  });
  test('is something else', async () => {
    expect(await authentication(await listing('<html>'))).toMatchObject(refusal);
    expect(await authentication(await listing('{"keys":[]}'))).toMatchObject(refusal);
  });
  test('lists its keys', async () => {
    expect(await authentication(await listing('{"keys":[{"kty":"EC"}]}'))).toMatchObject({ state: 'ok' });
  });
});

test('a clock that is wrong is told, since tokens are refused by it', async () => {
  const wrong = new Date(Date.now() - 10 * 60_000).toUTCString();
  const server = createServer((_request, response) => response.setHeader('date', wrong).end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const environment = { OPENAI_BASE_URL: `http://127.0.0.1:${port}`, OPENAI_API_KEY: 'k' };
    const findings = await runDoctor(environment, false);
    expect(findings.find(({ subject }) => subject === 'clock')).toMatchObject({
      state: 'warning',
      text: expect.stringMatching(/^(599|600|601) s away/),
      fix: expect.stringContaining('NTP'),
    });
  } finally {
    server.close();
  }
});
