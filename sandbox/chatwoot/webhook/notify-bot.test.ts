import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SandboxChatwoot, type SandboxChatwootOptions, startSandboxChatwoot } from '../start.ts';
import { startBot, type TestBot } from '../testing/start-bot.ts';
import type { SentWebhook } from './notify-bot.ts';

const phone = '+5511999990001';
let bot: TestBot;
let chatwoot: SandboxChatwoot;

async function start(options: SandboxChatwootOptions = {}) {
  chatwoot = await startSandboxChatwoot({
    webhookUrl: bot.url,
    webhookTiming: { timeoutMs: 5_000, retryDelayMs: 10 },
    ...options,
  });
}

/** What the bot was sent after the first message of a new customer. */
async function eventsAfter(act: () => void): Promise<string[]> {
  chatwoot.customer(phone).write('oi');
  await chatwoot.settled();
  bot.received.length = 0;
  act();
  await chatwoot.settled();
  return bot.names().sort();
}

beforeEach(async () => {
  bot = await startBot();
});
afterEach(async () => {
  await chatwoot.close();
  await bot.close();
});

describe('what a bot is told', () => {
  test("a customer's message, of a pending conversation", async () => {
    await start();
    chatwoot.customer(phone, 'Maria').write('oi');
    await chatwoot.settled();
    expect(bot.names()).toEqual(['message_created']);
    expect(bot.received[0]?.event).toMatchObject({
      message_type: 'incoming',
      content: 'oi',
      sender: { name: 'Maria', phone_number: phone },
      conversation: { status: 'pending', can_reply: true, meta: { assignee: null } },
    });
  });

  test("private notes and the humans' answers", async () => {
    await start();
    const customer = chatwoot.customer(phone);
    const events = await eventsAfter(() => {
      customer.operator({ action: 'note', content: 'nota' });
      customer.operator({ action: 'reply', content: 'olá' });
    });
    expect(events).toEqual(['message_created', 'message_created']);
    expect(bot.received.map(({ event }) => event.private).sort()).toEqual([false, true]);
  });

  test('what it said itself', async () => {
    await start();
    const { conversationId } = chatwoot.customer(phone).write('oi');
    await fetch(`${chatwoot.url}/api/v1/accounts/1/conversations/${conversationId}/messages`, {
      method: 'POST',
      headers: { api_access_token: chatwoot.botToken, 'content-type': 'application/json' },
      body: '{"content":"sou eu"}',
    });
    await chatwoot.settled();
    expect(bot.received.at(-1)?.event).toMatchObject({
      message_type: 'outgoing',
      sender: { id: chatwoot.botId, type: 'agent_bot' },
    });
  });

  test('a human takes over: opened, changed, assigned; but no activity message', async () => {
    await start();
    expect(await eventsAfter(() => chatwoot.customer(phone).operator({ action: 'take_over' }))).toEqual([
      'conversation_opened',
      'conversation_status_changed',
      'conversation_updated',
    ]);
  });

  test('3.13 tells less, and does not sign', async () => {
    await start({ version: '3.13' });
    expect(await eventsAfter(() => chatwoot.customer(phone).operator({ action: 'resolve' }))).toEqual([
      'conversation_resolved',
    ]);
    expect(bot.received[0]?.headers).not.toHaveProperty('x-chatwoot-signature');
  });

  test('typing is not told', async () => {
    await start();
    const { conversationId } = chatwoot.customer(phone).write('oi');
    await chatwoot.settled();
    bot.received.length = 0;
    await fetch(`${chatwoot.url}/api/v1/accounts/1/conversations/${conversationId}/toggle_typing_status`, {
      method: 'POST',
      headers: { api_access_token: chatwoot.botToken, 'content-type': 'application/json' },
      body: '{"typing_status":"on"}',
    });
    await chatwoot.settled();
    expect(bot.names()).toEqual([]);
  });
});

describe('a bot that cannot be reached', () => {
  const states = () => {
    const view = chatwoot.customer(phone).conversation();
    return { status: view?.status, activities: view?.messages.filter(({ type }) => type === 'activity') };
  };

  test('loses the pending conversation to the humans, with an activity message', async () => {
    await start();
    bot.answers.push(503);
    chatwoot.customer(phone).write('oi');
    await chatwoot.settled();
    expect(states().status).toBe('open');
    expect(states().activities?.at(-1)?.content).toMatch(/erro do robô/);
  });

  test('gets three attempts after a 500', async () => {
    await start();
    bot.answers.push(500, 500);
    chatwoot.customer(phone).write('oi');
    await chatwoot.settled();
    expect(bot.received).toHaveLength(3);
    expect(states().status).toBe('pending');
  });

  test('does not reopen what is not pending', async () => {
    await start();
    chatwoot.customer(phone).write('oi');
    chatwoot.customer(phone).operator({ action: 'resolve' });
    await chatwoot.settled();
    bot.answers.push(404);
    chatwoot.customer(phone).operator({ action: 'note', content: 'x' });
    await chatwoot.settled();
    expect(states().status).toBe('resolved');
  });

  test('keeps the conversation when only an event without a message was lost', async () => {
    await start({ version: '3.13' });
    const customer = chatwoot.customer(phone);
    customer.write('oi');
    await chatwoot.settled();
    bot.answers.push(404);
    customer.operator({ action: 'resolve' });
    await chatwoot.settled();
    expect(bot.answers).toEqual([]);
    customer.write('voltei');
    await chatwoot.settled();
    expect(states().status).toBe('pending');
  });
});

describe('faults and settings', () => {
  test('a webhook can come twice, under one delivery id', async () => {
    await start();
    chatwoot.faults.webhookCopies = 2;
    chatwoot.customer(phone).write('oi');
    await chatwoot.settled();
    expect(bot.received).toHaveLength(2);
    expect(new Set(bot.received.map(({ headers }) => headers['x-chatwoot-delivery'])).size).toBe(1);
  });

  test('what is sent is how it was at the event, even when it arrives late', async () => {
    await start();
    chatwoot.faults.webhookJitterMs = 40;
    chatwoot.customer(phone).write('oi');
    chatwoot.customer(phone).operator({ action: 'take_over' });
    await chatwoot.settled();
    const created = bot.received.find(({ event }) => event.event === 'message_created');
    expect(created?.event).toMatchObject({ conversation: { status: 'pending' } });
  });

  test('the address can be set later; before that nothing is sent and nothing opened', async () => {
    await start({ webhookUrl: undefined });
    chatwoot.customer(phone).write('oi');
    await chatwoot.settled();
    chatwoot.setWebhookUrl(bot.url);
    chatwoot.customer(phone).write('e aí?');
    await chatwoot.settled();
    expect(bot.received.map(({ event }) => event.content)).toEqual(['e aí?']);
    expect(chatwoot.customer(phone).conversation()?.status).toBe('pending');
  });

  test('closing does not wait for a bot that hangs', async () => {
    await start({ webhookTiming: { timeoutMs: 60_000, retryDelayMs: 10 } });
    bot.answers.push('hang');
    chatwoot.customer(phone).write('oi');
    await new Promise((resolve) => setTimeout(resolve, 30));
    const before = Date.now();
    await chatwoot.close();
    expect(Date.now() - before).toBeLessThan(10_000);
    await start();
  });
});

test('who wants to know is told how long each webhook took, and whether it arrived', async () => {
  const sent: SentWebhook[] = [];
  await start({ onWebhook: (webhook) => sent.push(webhook) });
  bot.answers.push(200, 400);
  const customer = chatwoot.customer(phone);
  customer.write('oi');
  await chatwoot.settled();
  customer.write('oi?');
  await chatwoot.settled();
  expect(sent.slice(0, 2)).toEqual([
    { event: 'message_created', milliseconds: expect.any(Number), delivered: true },
    { event: 'message_created', milliseconds: expect.any(Number), delivered: false },
  ]);
});

describe('what the versions differ in', () => {
  test.each([
    ['3.13', false, false],
    ['4.12', false, false],
    ['4.14', true, true],
    ['4.16', true, true],
  ] as const)('%s: signed %s, tells updates %s', async (version, isSigned, tellsUpdates) => {
    await start({ version });
    const names = await eventsAfter(() => chatwoot.customer(phone).operator({ action: 'take_over' }));
    expect(names.includes('conversation_updated')).toBe(tellsUpdates);
    expect(names.includes('conversation_status_changed')).toBe(tellsUpdates);
    expect(names).toContain('conversation_opened');
    for (const { headers } of bot.received) expect('x-chatwoot-signature' in headers).toBe(isSigned);
  });
});
