import { afterEach, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from './testing/start-chatwoot.ts';

let chatwoot: TestChatwoot | undefined;
afterEach(async () => {
  await chatwoot?.close();
  chatwoot = undefined;
});

const start = async (settings: Record<string, string>) => {
  chatwoot = await startChatwoot({ settings });
  return chatwoot;
};

const versionOf = async ({ server }: TestChatwoot) => {
  const client = await server.client();
  const { contents } = await client.readResource({ uri: 'chatwoot://version' });
  await client.close();
  const [content] = contents;
  return JSON.parse(content && 'text' in content ? content.text : 'null');
};

test('CHATWOOT_VERSION is taken for true; without it Chatwoot is asked', async () => {
  const configured = await start({ CHATWOOT_VERSION: '3.13' });
  const told = await versionOf(configured);
  expect(told.version).toBe('3.13');
  expect(told.limitations).toContainEqual(expect.stringContaining("with the user's token"));
  const { conversation_id } = configured.newCustomer();
  expect((await configured.server.call('get_conversation', { conversation_id })).isError).toBe(false);
  await configured.close();

  expect(await versionOf(await start({}))).toEqual({ version: '4.16.0', limitations: [] });
});

test('CHATWOOT_REQUESTS_PER_MINUTE is kept: what would wait too long is not sent, and says so', async () => {
  const { server } = await start({ CHATWOOT_REQUESTS_PER_MINUTE: '60' });
  const answers = await Promise.all(Array.from({ length: 20 }, () => server.call('list_teams', {})));
  const refused = answers.filter(({ isError }) => isError);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(10);
  expect(refused[0]?.text).toMatch(/^limit_reached: .*not sent\.\nNext: Wait/);
});

test('MCP_ANSWER_TOKENS bounds an answer, the newest messages first', async () => {
  const { server, newCustomer } = await start({ MCP_ANSWER_TOKENS: '500' });
  const { customer, conversation_id } = newCustomer();
  for (let count = 1; count <= 10; count += 1) customer.write(`${count}: ${'bom dia '.repeat(40)}`);
  const { data, text } = await server.call('list_messages', { conversation_id, limit: 20 });
  expect(text.length).toBeLessThan(500 * 4);
  expect(data.has_more).toBe(true);
  expect((data.messages as { content: string }[]).at(-1)?.content).toContain('10: bom dia');
});
