import { createHmac, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LimitError, UpstreamError } from '#errors/errors.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMemoryTurnQueue } from '../queue/memory-turn-queue.ts';
import type { InboundEvent, TurnQueue } from '../queue/turn-queue.ts';
import { serveCrews } from './testing/serve-crews.ts';

const secret = 's3cr3t';
const accountSecret = 'acc0unt';
const samples = new URL('../../../shared/chatwoot/webhooks/', import.meta.url);
const fixture = readFileSync(
  new URL('../../adapters/chatwoot/webhook/fixtures/message-created.json', import.meta.url),
  'utf8',
);

/** The memory queue, with a list of what was offered and a way to break it. */
const stored: InboundEvent[] = [];
let broken = false;
let full = false;
const memory = createMemoryTurnQueue({ logger: silentLogger });
const queue: TurnQueue = {
  ...memory,
  async offer(event) {
    if (broken) throw new UpstreamError('Redis does not answer.');
    if (full) throw new LimitError('Too many messages wait to be answered.', { code: 'queue_full' });
    const status = await memory.offer(event);
    if (status === 'accepted') stored.push(event);
    return status;
  },
};

let crews: Awaited<ReturnType<typeof serveCrews>>;
beforeAll(async () => {
  const environment = {
    CHATWOOT_WEBHOOK_SECRET: secret,
    CHATWOOT_ACCOUNT_WEBHOOK_SECRET: accountSecret,
    CHATWOOT_WEBHOOK_TOKEN: 'path-token',
  };
  crews = await serveCrews({ queue, environment });
});
afterAll(() => crews.close());
beforeEach(() => {
  stored.length = 0;
  broken = false;
});

const now = () => String(Math.floor(Date.now() / 1_000));
const sign = (body: string, timestamp: string, key = secret) =>
  `sha256=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;

async function deliver(
  body: string,
  headers: Record<string, string> = {},
  path = '/chatwoot/main/path-token',
) {
  const timestamp = now();
  const response = await fetch(new URL(path, crews.url), {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-chatwoot-signature': sign(body, timestamp),
      'x-chatwoot-timestamp': timestamp,
      'x-chatwoot-delivery': randomUUID(),
      ...headers,
    },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The fixture as a message of its own. */
function message(id: number): string {
  return JSON.stringify({ ...JSON.parse(fixture), id });
}

describe('what is taken', () => {
  test('a signed message of a customer is stored and acknowledged', async () => {
    expect(await deliver(message(1))).toEqual({ status: 200, body: { status: 'accepted' } });
    expect(stored).toMatchObject([
      { tenant: 'main', conversationKey: 'main:2:12', message: { messageId: 1 } },
    ]);
  });

  test('the same message again is a duplicate, by its number or by its delivery', async () => {
    const delivery = { 'x-chatwoot-delivery': randomUUID() };
    await deliver(message(2), delivery);
    expect((await deliver(message(2))).body).toEqual({ status: 'duplicate' });
    expect((await deliver(message(3), delivery)).body).toEqual({ status: 'duplicate' });
    expect(stored).toHaveLength(1);
  });

  test('an event that a bot should not act on is acknowledged and left alone', async () => {
    const outgoing = JSON.stringify({ ...JSON.parse(fixture), id: 4, message_type: 'outgoing' });
    expect((await deliver(outgoing)).body).toEqual({ status: 'ignored', reason: 'not_incoming' });
    expect((await deliver('{"event":"something_new"}')).status).toBe(200);
    expect(stored).toEqual([]);
  });

  test('a command of an operator is stored beside the turns of its conversation', async () => {
    const note = { message_type: 'outgoing', private: true, content: '/bot pausar' };
    const sender = { id: 5, name: 'Ana', type: 'user' };
    const body = JSON.stringify({ ...JSON.parse(fixture), ...note, id: 5, sender });
    expect((await deliver(body)).body).toEqual({ status: 'accepted' });
    expect(stored).toMatchObject([{ conversationKey: 'main:2:12:operator', alone: true }]);
  });

  test('the typing sign of a customer is noted', async () => {
    const typing = { event: 'conversation_typing_on', account: { id: 2 }, conversation: { id: 12 } };
    expect(await deliver(JSON.stringify(typing))).toEqual({ status: 200, body: { status: 'noted' } });
    expect(stored).toEqual([]);
  });

  describe('signed by the webhook of the account', () => {
    const deliverSigned = (body: string, key: string) =>
      deliver(body, { 'x-chatwoot-signature': sign(body, now(), key), 'x-chatwoot-timestamp': now() });
    const typing = { event: 'conversation_typing_on', account: { id: 2 }, conversation: { id: 12 } };

    test('the typing sign is noted, though its secret is another than the bot’s', async () => {
      expect((await deliverSigned(JSON.stringify(typing), accountSecret)).body).toEqual({ status: 'noted' });
      expect((await deliverSigned(JSON.stringify(typing), 'guess')).body).toMatchObject({
        status: 401,
        code: 'signature_wrong',
      });
    });

    test('a message is left to the bot’s own webhook, which tells of it as well', async () => {
      expect((await deliverSigned(message(6), accountSecret)).body).toEqual({
        status: 'ignored',
        reason: 'not_of_the_bot',
      });
      expect(stored).toEqual([]);
      expect((await deliverSigned(message(6), secret)).body).toEqual({ status: 'accepted' });
    });
  });

  test.skipIf(!existsSync(samples))(
    'every sample of an event is accepted, and acted on where a bot should',
    async () => {
      const verdicts = Object.fromEntries(
        await Promise.all(
          readdirSync(samples).map(async (file) => {
            const { status, body } = await deliver(readFileSync(new URL(file, samples), 'utf8'));
            expect(status, file).toBe(200);
            return [file, body.status];
          }),
        ),
      );
      // The three messages share a number, so two of them are duplicates of the one that came first.
      const acted = Object.entries(verdicts).filter(([, verdict]) => verdict !== 'ignored');
      expect(acted.map(([file]) => file).sort()).toEqual([
        'message_created.audio.json',
        'message_created.json',
        'message_created.location.json',
      ]);
    },
  );
});

describe('what is refused, with nothing stored', () => {
  const stale = String(Number(now()) - 3_600);
  const body = message(9);
  const refused: [string, () => ReturnType<typeof deliver>, number, string][] = [
    ['unsigned', () => deliver(body, { 'x-chatwoot-signature': '' }), 401, 'signature_missing'],
    [
      'signed with another secret',
      () => deliver(body, { 'x-chatwoot-signature': sign(body, now(), 'other') }),
      401,
      'signature_wrong',
    ],
    [
      'malformed signature',
      () => deliver(body, { 'x-chatwoot-signature': 'sha1=abc' }),
      401,
      'signature_malformed',
    ],
    [
      'stale',
      () => deliver(body, { 'x-chatwoot-signature': sign(body, stale), 'x-chatwoot-timestamp': stale }),
      401,
      'signature_stale',
    ],
    ['not JSON', () => deliver('hello'), 400, 'invalid_webhook'],
    ['no event', () => deliver('{}'), 400, 'invalid_webhook'],
    ['a known event without its parts', () => deliver('{"event":"message_created"}'), 400, 'invalid_webhook'],
    ['oversized', () => deliver(JSON.stringify({ event: 'x'.repeat(1_100_000) })), 413, 'too_large'],
    ['another token in the address', () => deliver(body, {}, '/chatwoot/main/guess'), 404, 'not_found'],
    ['another tenant', () => deliver(body, {}, '/chatwoot/other/path-token'), 404, 'not_found'],
  ];

  test.each(refused)('%s', async (_, send, status, code) => {
    expect(await send()).toMatchObject({ status, body: { status, code } });
    expect(stored).toEqual([]);
  });

  test('an event beyond what may wait is answered 500 too, as Chatwoot repeats nothing after 503', async () => {
    full = true;
    expect(await deliver(message(11))).toMatchObject({ status: 500, body: { code: 'not_stored' } });
    full = false;
    expect((await deliver(message(11))).body).toEqual({ status: 'accepted' });
  });

  test('an event that cannot be stored is answered 500, so that Chatwoot sends it again', async () => {
    broken = true;
    expect((await deliver(message(10))).status).toBe(500);
    broken = false;
    expect((await deliver(message(10))).body).toEqual({ status: 'accepted' });
  });
});
