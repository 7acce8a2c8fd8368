import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '#test/redis.ts';
import { startBot, type TestBot } from '../testing/start-bot.ts';
import { chatwootTiming, deliverWebhook } from './deliver-webhook.ts';
import { signWebhook } from './sign-webhook.ts';

const body = '{"event":"message_created","id":1}';
const timing = { timeoutMs: 5_000, retryDelayMs: 30 };
const never = new AbortController().signal;

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.close());

const deliver = (signal = never) => deliverWebhook({ url: bot.url, body, secret: 's3cr3t' }, timing, signal);

test('the signature is that of the known vector', () => {
  expect(signWebhook(body, 's3cr3t', new Date(1763812800_000))).toEqual({
    'X-Chatwoot-Timestamp': '1763812800',
    'X-Chatwoot-Signature': 'sha256=17ea878fd5770e8fdd9572d5c8145163d11c86bf1df283475c2ad0890c362dd0',
  });
});

test("Chatwoot's own timing is 5 s, and 3 s between attempts", () => {
  expect(chatwootTiming).toEqual({ timeoutMs: 5_000, retryDelayMs: 3_000 });
});

test('an accepted webhook is sent once, signed over the very bytes', async () => {
  expect(await deliver()).toBeUndefined();
  expect(bot.received).toHaveLength(1);
  expect(bot.received[0]?.body).toBe(body);
  const headers = bot.received[0]?.headers ?? {};
  const signedAt = new Date(Number(headers['x-chatwoot-timestamp']) * 1000);
  expect(headers['x-chatwoot-signature']).toBe(signWebhook(body, 's3cr3t', signedAt)['X-Chatwoot-Signature']);
  expect(headers['x-chatwoot-delivery']).toMatch(/^[0-9a-f-]{36}$/);
});

test('without a secret it is not signed', async () => {
  await deliverWebhook({ url: bot.url, body, secret: undefined }, timing, never);
  expect(bot.received[0]?.headers).not.toHaveProperty('x-chatwoot-signature');
});

describe('what is tried again', () => {
  test.each([429, 500])('%i, three times in all, under one delivery id', async (status) => {
    bot.answers.push(status, status, status);
    expect(await deliver()).toBe(`status ${status}`);
    expect(bot.received).toHaveLength(3);
    expect(new Set(bot.received.map(({ headers }) => headers['x-chatwoot-delivery'])).size).toBe(1);
    expect((bot.received[1]?.at ?? 0) - (bot.received[0]?.at ?? 0)).toBeGreaterThanOrEqual(25);
  });

  test('it stops at the first success', async () => {
    bot.answers.push(500);
    expect(await deliver()).toBeUndefined();
    expect(bot.received).toHaveLength(2);
  });
});

describe('what fails at once', () => {
  test.each([400, 401, 404, 413, 502, 503, 504, 302])('%i', async (status) => {
    bot.answers.push(status);
    expect(await deliver()).toBe(`status ${status}`);
    expect(bot.received).toHaveLength(1);
  });

  test('a time-out', async () => {
    bot.answers.push('hang');
    const impatient = { ...timing, timeoutMs: 150 };
    expect(await deliverWebhook({ url: bot.url, body, secret: 'x' }, impatient, never)).toBe('time-out');
    expect(bot.received).toHaveLength(1);
  });

  test('a refused connection', async () => {
    const url = `http://127.0.0.1:${await freePort()}/`;
    expect(await deliverWebhook({ url, body, secret: 'x' }, timing, never)).toBe('connection failed');
  });
});

test('stopping ends the wait between attempts', async () => {
  const stopping = new AbortController();
  bot.answers.push(500);
  const delivery = deliverWebhook(
    { url: bot.url, body, secret: 'x' },
    { timeoutMs: 5_000, retryDelayMs: 60_000 },
    stopping.signal,
  );
  setTimeout(() => stopping.abort(), 50);
  await expect(delivery).rejects.toThrow();
});
