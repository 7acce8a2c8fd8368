import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  LoggingMessageNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningServer } from '#mcp-servers/kit/start-server.ts';
import type { FixtureProvider } from './fixture-provider.ts';
import { startFixture } from './fixture-server.ts';
import { passedOf } from './suite.ts';

/** What the official suite looks at, without npx: an official client, and the kit with the suite's fixture. */
let fixture: RunningServer & { provider: FixtureProvider };
let client: Client;
beforeAll(async () => {
  fixture = await startFixture();
  client = new Client(
    { name: 'test', version: '1.0.0' },
    { capabilities: { sampling: {}, elicitation: {} } },
  );
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', fixture.url)));
});
afterAll(async () => {
  await client.close();
  await fixture.close();
});

const contentOf = async (name: string, args: Record<string, unknown> = {}) =>
  (await client.callTool({ name, arguments: args })).content as { type: string; text?: string }[];

test.each([
  ['test_simple_text', ['text']],
  ['test_image_content', ['image']],
  ['test_audio_content', ['audio']],
  ['test_embedded_resource', ['resource']],
  ['test_multiple_content_types', ['text', 'image', 'resource']],
])('%s shows %j', async (name, types) => {
  expect((await contentOf(name)).map(({ type }) => type)).toEqual(types);
});

test('a schema of 2020-12 names its dialect and keeps its definitions', async () => {
  const { tools } = await client.listTools();
  const schemaOf = (name: string) => tools.find((tool) => tool.name === name)?.inputSchema;
  expect(schemaOf('json_schema_2020_12_tool')).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $defs: { address: { type: 'object' } },
    properties: { address: { $ref: '#/$defs/address' } },
    additionalProperties: false,
  });
  expect(schemaOf('test_simple_text')).not.toHaveProperty('$schema');
});

test('progress and log messages come before the answer, in order', async () => {
  const progress: number[] = [];
  const logged: unknown[] = [];
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
    logged.push(params.data);
  });
  await client.setLoggingLevel('debug');
  await client.callTool({ name: 'test_tool_with_progress' }, undefined, {
    onprogress: (each) => progress.push(each.progress),
  });
  await client.callTool({ name: 'test_tool_with_logging' });
  expect(progress).toEqual([0, 50, 100]);
  expect(logged).toEqual(['Tool execution started', 'Tool processing data', 'Tool execution completed']);
});

test('the model and the person at the side of the client are asked', async () => {
  client.setRequestHandler(CreateMessageRequestSchema, ({ params }) => ({
    role: 'assistant',
    model: 'test',
    content: { type: 'text', text: `asked ${params.messages.length}` },
  }));
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept', content: { username: 'ana' } }));
  expect((await contentOf('test_sampling', { prompt: 'Oi' }))[0]?.text).toContain('asked 1');
  expect((await contentOf('test_elicitation', { message: 'Who?' }))[0]?.text).toContain('"username":"ana"');
  const side = Array.from({ length: 20 }, () => contentOf('test_elicitation', { message: 'Who?' }));
  expect((await Promise.all(side)).map(([block]) => block?.text)).toEqual(
    Array.from({ length: 20 }, () => expect.stringContaining('action=accept')),
  );
});

test('a file, an argument of a prompt and a prompt of several messages', async () => {
  const { contents } = await client.readResource({ uri: 'test://static-binary' });
  expect(contents[0]).toMatchObject({ mimeType: 'image/png', blob: expect.stringMatching(/^iVBOR/) });
  const ref = { type: 'ref/prompt' as const, name: 'test_prompt_with_arguments' };
  const complete = async (name: string) =>
    (await client.complete({ ref, argument: { name, value: 'pa' } })).completion.values;
  expect(await complete('arg1')).toEqual(['paris', 'park', 'party']);
  expect(await complete('arg2')).toEqual([]);
  const { messages } = await client.getPrompt({ name: 'test_prompt_with_image' });
  expect(messages.map(({ content }) => content.type)).toEqual(['image', 'text']);
});

test('only who watches a resource is told of its change', async () => {
  const uri = 'test://watched-resource';
  const updated: string[] = [];
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
    updated.push(params.uri);
  });
  const change = () =>
    fixture.provider.announce({ method: 'notifications/resources/updated', params: { uri } });
  await client.subscribeResource({ uri });
  await expect
    .poll(() => {
      change();
      return updated.length;
    })
    .toBeGreaterThan(0);
  await client.unsubscribeResource({ uri });
  const before = updated.length;
  change();
  await wait(50);
  expect(updated.length).toBe(before);
});

test('of the summary of the suite, a scenario in which nothing was checked did not pass', () => {
  const output =
    '✓ ping: 1 passed, 0 failed\n✓ server-sse-polling: 0 passed, 0 failed\n✗ tools-list: 3 passed, 1 failed\n';
  expect([...passedOf(output)]).toEqual(['ping']);
});
