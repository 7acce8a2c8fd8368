import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { freePort } from '#test/redis.ts';
import { startTestServer } from '../kit/testing.ts';
import { chatwootServer } from './definition.ts';
import { startChatwoot, type TestChatwoot } from './testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const readingTools = [
  'get_conversation',
  'list_messages',
  'get_transcript',
  'list_conversations',
  'find_contact',
  'get_contact',
  'list_teams',
  'list_agents',
  'list_inboxes',
];
const writingTools = [
  'send_message',
  'send_template',
  'send_options',
  'send_attachment',
  'send_private_note',
  'set_typing',
  'set_conversation_status',
  'assign_conversation',
  'hand_off',
  'add_labels',
  'remove_labels',
  'set_custom_attributes',
  'update_contact',
];

describe('the tools that are offered', () => {
  test('each says what it is for, and each argument what it means', async () => {
    const tools = await chatwoot.server.tools();
    expect(new Set(tools.map(({ name }) => name))).toEqual(new Set([...readingTools, ...writingTools]));
    for (const { name, description, inputSchema, outputSchema } of tools) {
      expect(description?.length, name).toBeGreaterThan(60);
      expect(outputSchema, name).toBeDefined();
      for (const [argument, schema] of Object.entries(inputSchema.properties ?? {}))
        expect((schema as { description?: string }).description, `${name}.${argument}`).toBeTruthy();
    }
  });

  test('a reader is offered only what reads', async () => {
    const tools = await chatwoot.server.tools({ scopes: ['chatwoot:read'] });
    expect(new Set(tools.map(({ name }) => name))).toEqual(new Set(readingTools));
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
  });

  test('a crew in a conversation is offered no other', async () => {
    const conversation = { account: 1, id: 1 };
    for (const { name, inputSchema } of await chatwoot.server.tools({ conversation }))
      expect(Object.keys(inputSchema.properties ?? {}), name).not.toContain('conversation_id');
  });
});

describe('readiness', () => {
  test('is ok while Chatwoot answers', async () => {
    const response = await fetch(`${chatwoot.server.url}/readyz`);
    expect(await response.json()).toMatchObject({ dependencies: { chatwoot: 'ok' } });
  });

  test('says why not, without a token, while the server itself stays up', async () => {
    const server = await startTestServer(chatwootServer, {
      CHATWOOT_URL: `http://127.0.0.1:${await freePort()}`,
      CHATWOOT_ACCOUNT_ID: '1',
      CHATWOOT_BOT_TOKEN: 'bot-token-0123456789',
      CHATWOOT_API_KEY: 'user-token-0123456789',
    });
    try {
      const response = await fetch(`${server.url}/readyz`);
      expect(response.status).toBe(503);
      const text = await response.text();
      expect(text).toMatch(/cannot be reached: ECONNREFUSED/);
      expect(text).not.toMatch(/bot-token|user-token/);
      const { text: answer } = await server.call('get_conversation', { conversation_id: 1 });
      expect(answer).toMatch(/^chatwoot_connection_failed: .*\nNext: Try again/);
    } finally {
      await server.close(0);
    }
  });

  test('a Chatwoot that hangs is not waited for', async () => {
    chatwoot.sandbox.faults.rest.push({ match: /^GET \/api$/, kind: 'hang' });
    const before = Date.now();
    const response = await fetch(`${chatwoot.server.url}/readyz`);
    expect(response.status).toBe(503);
    expect(Date.now() - before).toBeLessThan(5_000);
  });
});

test('without an address it does not start, and says what to set', async () => {
  await expect(chatwootServer.connect(loadConfig({}), silentLogger)).rejects.toThrow(/CHATWOOT_URL/);
});
