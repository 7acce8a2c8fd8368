import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createToolbox } from '#adapters/mcp/toolbox.ts';
import { loadConfig } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { startCrews } from '#crews/start-crews.ts';
import { createTokens } from '#identity/tokens.ts';
import { type RunningServer, startServer } from '#mcp-servers/kit/start-server.ts';
import { startOrchestrator } from '#mcp-servers/orchestrator/start-orchestrator.ts';
import { qdrantServer } from '#mcp-servers/qdrant/definition.ts';
import { type SandboxQdrant, startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { silentLogger } from '#telemetry/logger.ts';

/** A deployment in which only the gateway and crews can sign: a server that is taken over can forge nothing. */
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
// Without line breaks, as some places that hold variables want it.
const signing = { JWT_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n') };
const verifying = { JWT_PUBLIC_KEY: publicKey };

let sandbox: SandboxQdrant;
let server: RunningServer;
let gateway: RunningServer;

const optionsOf = (environment: Record<string, string>) => {
  const config = loadConfig(environment);
  return { config, tokens: createTokens(tokenSettings(config)), logger: silentLogger, port: 0 };
};

beforeAll(async () => {
  sandbox = await startSandboxQdrant();
  server = await startServer(qdrantServer, optionsOf({ ...verifying, QDRANT_URL: sandbox.url }));
  const nowhere = 'http://127.0.0.1:9/mcp';
  gateway = await startOrchestrator(
    optionsOf({
      ...signing,
      MCP_QDRANT_URL: `${server.url}/mcp`,
      MCP_ODOO_URL: nowhere,
      MCP_CHATWOOT_URL: nowhere,
      AUDIT: 'redis',
    }),
  );
});
afterAll(async () => {
  await gateway?.close(0);
  await server?.close(0);
  await sandbox?.close();
});

test('a call passes from a crew through the gateway to a server that only verifies', async () => {
  const toolbox = createToolbox({
    url: `${gateway.url}/mcp`,
    audience: 'mcp-orchestrator',
    tokens: createTokens({ privateKey }),
    timeoutSeconds: 10,
  });
  const answer = await toolbox.call({
    tool: 'qdrant_list_collections',
    arguments: {},
    principal: { subject: 'support', tenant: 'main', scopes: ['qdrant:read'] },
    output: z.object({ collections: z.array(z.unknown()) }),
  });
  expect(answer.collections.length).toBeGreaterThan(0);
  await toolbox.close();
});

test('a token for the gateway is none for the server behind it', async () => {
  const principal = { subject: 'ana', tenant: 'main', scopes: ['*'] };
  const token = await createTokens({ privateKey }).mint(principal, 'mcp-orchestrator');
  const list = (url: string) =>
    fetch(new URL('/tools/list', url), { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  expect((await list(gateway.url)).status).toBe(200);
  expect((await list(server.url)).status).toBe(401);
});

test.each([
  ['the gateway', () => startOrchestrator(optionsOf(verifying))],
  ['crews', () => startCrews(optionsOf(verifying))],
])('%s does not start without a key to sign with', async (_, start) => {
  await expect(start()).rejects.toMatchObject({
    code: 'no_signing_key',
    fix: expect.stringContaining('JWT_PRIVATE_KEY'),
  });
});
