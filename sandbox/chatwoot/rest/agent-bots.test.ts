import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SandboxChatwoot, startSandboxChatwoot } from '../start.ts';
import { exchangeCheck } from '../testing/openapi.ts';
import { startBot, type TestBot } from '../testing/start-bot.ts';
import type { Version } from '../version-profile.ts';

const check = exchangeCheck();
const problems: string[] = [];
let chatwoot: SandboxChatwoot;
let listener: TestBot;

async function start(version: Version = '4.16') {
  chatwoot = await startSandboxChatwoot({
    version,
    onExchange: (exchange) => problems.push(...(check?.(exchange) ?? [])),
  });
  listener = await startBot();
}
beforeEach(() => start());
afterEach(async () => {
  await Promise.all([chatwoot.close(), listener.close()]);
  expect(problems.splice(0)).toEqual([]);
});

async function call(method: string, path: string, body?: object, token = chatwoot.userToken) {
  const response = await fetch(`${chatwoot.url}/api/v1/accounts/${chatwoot.accountId}${path}`, {
    method,
    headers: { 'api-access-token': token, 'content-type': 'application/json' },
    body: body ? JSON.stringify(body) : null,
  });
  const text = await response.text();
  return { status: response.status, answer: text ? JSON.parse(text) : null };
}

test('a bot is made, attached, told of events under its own secret, and answers under its own token', async () => {
  const { answer: bot } = await call('POST', '/agent_bots', { name: 'Nova', outgoing_url: listener.url });
  expect(bot).toMatchObject({ name: 'Nova', outgoing_url: listener.url, secret: expect.any(String) });
  expect((await call('POST', '/inboxes/3/set_agent_bot', { agent_bot: bot.id })).status).toBe(200);
  expect((await call('GET', '/inboxes/3/agent_bot')).answer.agent_bot.id).toBe(bot.id);

  const { conversationId } = chatwoot.customer('+5511999990001').write('oi');
  await chatwoot.settled();
  expect(listener.names()).toEqual(['message_created']);
  const path = `/conversations/${conversationId}/messages`;
  const sent = await call('POST', path, { content: 'Olá!' }, bot.access_token);
  expect(sent.answer.sender).toEqual({ id: bot.id, name: 'Nova', avatar_url: '', type: 'agent_bot' });
});

test('what is not sent of a bot stays as it is', async () => {
  const path = `/agent_bots/${chatwoot.botId}`;
  await call('PATCH', path, { outgoing_url: listener.url });
  const { answer } = await call('PATCH', path, { description: 'Atende primeiro' });
  expect(answer).toMatchObject({ outgoing_url: listener.url, description: 'Atende primeiro' });
  expect((await call('GET', '/agent_bots')).answer).toHaveLength(1);
});

test('an inbox without a bot has conversations that begin with the humans', async () => {
  await call('POST', '/inboxes/3/set_agent_bot', { agent_bot: null });
  expect((await call('GET', '/inboxes/3/agent_bot')).answer).toEqual({ agent_bot: {} });
  const customer = chatwoot.customer('+5511999990001');
  customer.write('oi');
  expect(customer.conversation()?.status).toBe('open');
});

test('versions that do not sign bot events show no secret', async () => {
  await Promise.all([chatwoot.close(), listener.close()]);
  await start('4.12');
  expect((await call('GET', '/agent_bots')).answer[0]).not.toHaveProperty('secret');
});

test.each([
  ['GET', '/agent_bots'],
  ['POST', '/agent_bots'],
  ['PATCH', '/agent_bots/12'],
  ['GET', '/inboxes/3/agent_bot'],
  ['POST', '/inboxes/3/set_agent_bot'],
])('%s %s is for administrators', async (method, path) => {
  const body = method === 'GET' ? undefined : {};
  for (const token of [chatwoot.agentToken, chatwoot.botToken])
    expect((await call(method, path, body, token)).status).toBe(401);
});

test.each([
  ['PATCH', '/agent_bots/999', {}, 404],
  ['POST', '/inboxes/999/set_agent_bot', { agent_bot: 12 }, 404],
  ['POST', '/inboxes/3/set_agent_bot', { agent_bot: 999 }, 404],
  ['GET', '/inboxes/999/agent_bot', undefined, 404],
  ['POST', '/agent_bots', { outgoing_url: 'https://bot.example' }, 422],
])('%s %s %j is refused', async (method, path, body, status) => {
  expect((await call(method, path, body)).status).toBe(status);
});
