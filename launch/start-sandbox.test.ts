import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Config, loadConfig } from '#config/load-config.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { freePort } from '#test/redis.ts';
import { type Sandbox, startSandbox } from './start-sandbox.ts';

let config: Config;
let sandbox: Sandbox;
beforeAll(async () => {
  config = loadConfig({
    PORT_SANDBOX_ODOO: '0',
    PORT_SANDBOX_QDRANT: '0',
    PORT_SANDBOX_CHATWOOT: '0',
    PORT_SANDBOX_MODEL: '0',
    QDRANT_API_KEY: 'qdrant-key',
    CHATWOOT_API_KEY: 'agent-token',
    CHATWOOT_BOT_TOKEN: 'bot-token',
    OPENAI_API_KEY: 'model-key',
  });
  sandbox = await startSandbox(config, silentLogger);
});
afterAll(() => sandbox.close());

const statusOf = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(url, { headers, signal: AbortSignal.timeout(5_000) })).status;

test('every stand-in answers', async () => {
  expect(Object.keys(sandbox.urls)).toEqual(['odoo', 'qdrant', 'chatwoot', 'model']);
  expect(await statusOf(`${sandbox.urls.odoo}/web/version`)).toBe(200);
  expect(await statusOf(`${sandbox.urls.chatwoot}/`)).toBe(200);
});

test('the configured keys let their holders in, and no others', async () => {
  const { qdrant, chatwoot, model } = sandbox.urls;
  expect(await statusOf(`${qdrant}/collections`, { 'api-key': 'qdrant-key' })).toBe(200);
  expect(await statusOf(`${qdrant}/collections`)).toBe(401);
  const inboxes = `${chatwoot}/api/v1/accounts/1/inboxes`;
  expect(await statusOf(inboxes, { api_access_token: 'agent-token' })).toBe(200);
  expect(await statusOf(inboxes, { api_access_token: 'another' })).toBe(401);
  expect(await statusOf(`${model}/models`, { authorization: 'Bearer model-key' })).toBe(200);
  expect(await statusOf(`${model}/models`)).toBe(401);
});

test('a taken port ends the start and leaves nothing running', async () => {
  const taken = Number(new URL(sandbox.urls.model ?? '').port);
  const free = await freePort();
  const ports = { ...config, PORT_SANDBOX_ODOO: free, PORT_SANDBOX_MODEL: taken };
  await expect(startSandbox(ports, silentLogger)).rejects.toThrow(/EADDRINUSE|cannot listen/);
  await expect(fetch(`http://127.0.0.1:${free}/web/version`)).rejects.toThrow();
});
