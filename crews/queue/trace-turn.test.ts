import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { UpstreamError } from '#errors/errors.ts';
import { logFields } from '#telemetry/log-context.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { traceCarrier } from '#telemetry/tracing/propagation.ts';
import { inSpan } from '#telemetry/tracing/span.ts';
import { type RecordedSpans, recordSpans } from '#telemetry/tracing/testing/record-spans.ts';
import { createMemoryTurnStore } from './memory-turn-store.ts';
import { type QueueSettings, queueSettings } from './queue-settings.ts';
import { createRedisTurnStore } from './redis-turn-store.ts';
import { runTurn } from './run-turn.ts';
import { eventOf } from './testing.ts';
import type { TurnHandler } from './turn-queue.ts';
import type { TurnStore } from './turn-store.ts';

const redis = new Redis(inject('redisUrl'));
const prefix = `{trace-turn-test-${process.pid}}:`;
afterAll(async () => {
  const keys = await redis.keys(`${prefix}*`);
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
});

let recorded: RecordedSpans;
beforeEach(() => {
  recorded = recordSpans();
});
afterEach(() => recorded.stop());

const settings = queueSettings({ logger: silentLogger, debounceMs: 0, attempts: 3, backoffMs: 1 });
const implementations: [string, (settings: QueueSettings) => TurnStore][] = [
  ['memory', createMemoryTurnStore],
  ['Redis', (given) => createRedisTurnStore(redis, { prefix, settings: given })],
];
let conversations = 0;

/** Messages that came in by a webhook each, and the attempts that a handler makes to answer them. */
async function answer(store: TurnStore, texts: string[], handler: TurnHandler, attempts = 1) {
  conversations += 1;
  const conversation = `traced-${conversations}`;
  for (const text of texts) {
    const webhook = () => store.append({ ...eventOf(conversation, text), trace: traceCarrier() });
    await inSpan(() => ({ name: `webhook ${text}`, kind: 'server' }), webhook);
  }
  const run = { store, settings, handler, signal: new AbortController().signal };
  for (let attempt = 0; attempt < attempts; attempt += 1) await runTurn(conversation, run);
  return recorded.ended().filter(({ name }) => name === 'answer turn');
}

const idOf = (name: string) =>
  recorded
    .ended()
    .find((span) => span.name === name)
    ?.spanContext().spanId;

describe.each(implementations)('a turn from a queue in %s', (_, create) => {
  test('goes on with the trace of its message', async () => {
    const handler = () =>
      inSpan(
        () => ({ name: 'asks Odoo' }),
        async () => undefined,
      );
    await answer(create(settings), ['oi'], handler);
    expect(recorded.path('asks Odoo')).toEqual(['asks Odoo', 'answer turn', 'webhook oi']);
  });

  test('of several messages with that of the first, and is linked to the others', async () => {
    const [turn] = await answer(create(settings), ['oi', 'tudo bem?', 'tem trena?'], async () => undefined);
    expect(turn?.parentSpanContext?.spanId).toBe(idOf('webhook oi'));
    expect(turn?.links.map(({ context }) => context.spanId)).toEqual([
      idOf('webhook tudo bem?'),
      idOf('webhook tem trena?'),
    ]);
    expect(turn?.attributes['messaging.batch.message_count']).toBe(3);
  });

  test('that fails and is tried again is a span for each attempt, in one trace', async () => {
    let attempts = 0;
    const handler = async () => {
      attempts += 1;
      if (attempts === 1) throw new UpstreamError('Odoo is down.', { code: 'odoo_down' });
    };
    const turns = await answer(create(settings), ['oi'], handler, 2);
    expect(turns.map(({ attributes }) => attributes['error.type'])).toEqual(['odoo_down', undefined]);
    expect(new Set(turns.map((span) => span.spanContext().traceId)).size).toBe(1);
  });
});

test('messages of a time without tracing are answered all the same', async () => {
  const store = createMemoryTurnStore(settings);
  await store.append(eventOf('before', 'oi'));
  await runTurn('before', {
    store,
    settings,
    handler: async () => undefined,
    signal: new AbortController().signal,
  });
  expect(recorded.ended()[0]).toMatchObject({ name: 'answer turn', links: [] });
});

test('log lines of a turn say whose it is and which, also those of its failure', async () => {
  let fields: object = {};
  const logger = {
    ...silentLogger,
    warn() {
      fields = logFields();
    },
  };
  const store = createMemoryTurnStore(settings);
  await store.append(eventOf('logged', 'oi'));
  await runTurn('logged', {
    store,
    settings: { ...settings, logger },
    handler: () => Promise.reject(new Error('down')),
    signal: new AbortController().signal,
  });
  expect(fields).toMatchObject({ tenant: 'main', turn: expect.any(String), trace_id: expect.any(String) });
});
