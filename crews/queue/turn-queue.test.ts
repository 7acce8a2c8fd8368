import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { ConflictError, InputError, LimitError, NotFoundError, UpstreamError } from '#errors/errors.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMemoryTurnQueue } from './memory-turn-queue.ts';
import { createRedisTurnQueue } from './redis-turn-queue.ts';
import { eventOf, recordingHandler, textsOf, withoutArrival } from './testing.ts';
import type { TurnQueue, TurnQueueOptions } from './turn-queue.ts';

const redis = new Redis(inject('redisUrl'));
const prefix = `{turn-queue-test-${process.pid}}`;
afterAll(() => redis.disconnect());

const implementations: [string, (options: TurnQueueOptions) => TurnQueue][] = [
  ['memory', createMemoryTurnQueue],
  ['Redis', (options) => createRedisTurnQueue({ url: inject('redisUrl'), prefix, ...options })],
];

/** The suite that every implementation of the port passes. */
describe.each(implementations)('a turn queue in %s', (_name, create) => {
  const open: TurnQueue[] = [];
  beforeEach(async () => {
    const keys = await redis.keys(`${prefix}*`);
    if (keys.length > 0) await redis.del(keys);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((queue) => queue.close(0)));
  });

  function queueWith(options: Partial<TurnQueueOptions> = {}): TurnQueue {
    const queue = create({ logger: silentLogger, debounceMs: 60, backoffMs: 20, ...options });
    open.push(queue);
    return queue;
  }
  const until = (check: () => unknown) => vi.waitFor(check, { timeout: 8_000, interval: 10 });

  describe('offers', () => {
    test('a message becomes a turn', async () => {
      const queue = queueWith();
      const { turns, handler } = recordingHandler();
      await queue.start(handler);
      expect(await queue.offer(eventOf('a', 'oi'))).toBe('accepted');
      await until(() => expect(turns).toHaveLength(1));
      expect(turns[0]).toEqual({
        turnId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
        conversationKey: 'a',
        tenant: 'main',
        messages: [{ text: 'oi' }],
        attempt: 1,
        arrivedAt: expect.any(Number),
      });
      await until(async () =>
        expect(await queue.stats()).toEqual({ waiting: 0, active: 0, dead: 0, oldestWaitingMs: 0 }),
      );
    });

    test('a delivery seen before, under any of its ids, is a duplicate', async () => {
      const queue = queueWith();
      const { turns, handler } = recordingHandler();
      await queue.start(handler);
      expect(await queue.offer(eventOf('a', 'oi', 'delivery-1', '1:7'))).toBe('accepted');
      expect(await queue.offer(eventOf('a', 'oi', 'delivery-1', '1:7'))).toBe('duplicate');
      expect(await queue.offer(eventOf('a', 'oi', 'delivery-2', '1:7'))).toBe('duplicate');
      expect(await queue.offer(eventOf('a', 'oi', 'delivery-2'))).toBe('duplicate');
      await until(() => expect(turns).toHaveLength(1));
      expect(textsOf(turns[0])).toEqual(['oi']);
      expect(await queue.offer(eventOf('a', 'oi', '1:7'))).toBe('duplicate');
    });

    test('the same delivery id of another tenant is another message', async () => {
      const queue = queueWith();
      expect(await queue.offer(eventOf('a', 'oi', '1:7'))).toBe('accepted');
      expect(await queue.offer({ ...eventOf('b', 'oi', '1:7'), tenant: 'other' })).toBe('accepted');
    });

    test('deliveries are remembered for a time, and at most so many', async () => {
      const short = queueWith({ rememberMs: 100 });
      await short.offer(eventOf('a', 'oi', 'old'));
      await sleep(150);
      expect(await short.offer(eventOf('a', 'oi', 'old'))).toBe('accepted');
      const few = queueWith({ maximumRemembered: 2 });
      for (const id of ['x', 'y', 'z']) await few.offer(eventOf('b', id, id));
      expect(await few.offer(eventOf('b', 'z', 'z'))).toBe('duplicate');
      expect(await few.offer(eventOf('b', 'x', 'x'))).toBe('accepted');
    });

    test('a conversation takes only so many messages; what is refused may come again', async () => {
      const queue = queueWith({ maximumWaiting: 2 });
      await queue.offer(eventOf('a', '1'));
      await queue.offer(eventOf('a', '2'));
      const refused = queue.offer(eventOf('a', '3', 'third'));
      await expect(refused).rejects.toBeInstanceOf(LimitError);
      await expect(refused).rejects.toMatchObject({ code: 'queue_full', retryable: true });
      const { turns, handler } = recordingHandler();
      await queue.start(handler);
      await until(() => expect(turns).toHaveLength(1));
      await until(async () => expect((await queue.stats()).waiting).toBe(0));
      expect(await queue.offer(eventOf('a', '3', 'third'))).toBe('accepted');
    });

    test('an event without a delivery id is refused', async () => {
      const event = { ...eventOf('a', 'oi'), deliveryIds: [] as unknown as [string] };
      await expect(queueWith().offer(event)).rejects.toBeInstanceOf(InputError);
    });

    test('what was offered before the start is answered after it', async () => {
      const queue = queueWith();
      await queue.offer(eventOf('a', 'oi'));
      await sleep(150);
      expect(await queue.stats()).toMatchObject({ waiting: 1, active: 0 });
      expect((await queue.stats()).oldestWaitingMs).toBeGreaterThan(100);
      const { turns, handler } = recordingHandler();
      await queue.start(handler);
      await until(() => expect(turns).toHaveLength(1));
    });
  });

  describe('turns', () => {
    test('a burst is one turn, in order', async () => {
      const queue = queueWith({ debounceMs: 150 });
      const { turns, handler } = recordingHandler();
      await queue.start(handler);
      for (const text of ['oi', 'tudo bem?', 'tem camiseta', 'azul?']) {
        await queue.offer(eventOf('a', text));
        await sleep(50);
      }
      await until(() => expect(turns).toHaveLength(1));
      expect(textsOf(turns[0])).toEqual(['oi', 'tudo bem?', 'tem camiseta', 'azul?']);
      await sleep(250);
      expect(turns).toHaveLength(1);
    });

    test('further messages put a turn off, but not for ever', async () => {
      const queue = queueWith({ debounceMs: 200, longestDebounceMs: 400 });
      const { turns, handler } = recordingHandler();
      await queue.start(handler);
      const start = performance.now();
      for (let index = 0; turns.length === 0 && index < 30; index += 1) {
        await queue.offer(eventOf('a', `${index}`));
        await sleep(50);
      }
      expect(performance.now() - start).toBeGreaterThan(380);
      expect(performance.now() - start).toBeLessThan(1_200);
    });

    test('typing puts a turn off as a message does, but not for ever', async () => {
      const queue = queueWith({ debounceMs: 200, longestDebounceMs: 500 });
      const { turns, handler } = recordingHandler();
      await queue.start(handler);
      await queue.typing('a');
      const start = performance.now();
      await queue.offer(eventOf('a', 'oi'));
      while (turns.length === 0 && performance.now() - start < 5_000) {
        await queue.typing('a');
        await sleep(50);
      }
      expect(textsOf(turns[0])).toEqual(['oi']);
      expect(performance.now() - start).toBeGreaterThan(450);
      expect(performance.now() - start).toBeLessThan(1_500);
    });

    test('what wants a turn of its own gets it in its place, without waiting', async () => {
      const queue = queueWith({ debounceMs: 300, longestDebounceMs: 300 });
      const { turns, handler } = recordingHandler();
      for (const [text, alone] of [
        ['1', false],
        ['2', false],
        ['approve', true],
        ['reject', true],
        ['3', false],
      ] as const)
        await queue.offer({ ...eventOf('a', text), alone });
      await queue.start(handler);
      await until(() => expect(turns).toHaveLength(4));
      expect(turns.map(textsOf)).toEqual([['1', '2'], ['approve'], ['reject'], ['3']]);

      const start = performance.now();
      await queue.offer({ ...eventOf('b', 'now'), alone: true });
      await until(() => expect(turns).toHaveLength(5));
      expect(performance.now() - start).toBeLessThan(290);
    });

    test('a message during a turn is answered by the next one', async () => {
      const queue = queueWith();
      const { turns, handler } = recordingHandler(() => sleep(200));
      await queue.start(handler);
      await queue.offer(eventOf('a', 'first'));
      await until(() => expect(turns).toHaveLength(1));
      await queue.offer(eventOf('a', 'second'));
      await queue.offer(eventOf('a', 'third'));
      await until(() => expect(turns).toHaveLength(2));
      expect(turns.map(textsOf)).toEqual([['first'], ['second', 'third']]);
      expect(turns[1]?.turnId).not.toBe(turns[0]?.turnId);
    });

    test('turns of one conversation never overlap; all of its messages come once, in order', async () => {
      const queue = queueWith({ debounceMs: 0 });
      let running = 0;
      let most = 0;
      const { turns, handler } = recordingHandler(async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(15);
        running -= 1;
      });
      await queue.start(handler);
      const texts = Array.from({ length: 60 }, (_, index) => index);
      for (const text of texts) {
        await queue.offer(eventOf('a', `${text}`));
        await sleep(4);
      }
      await until(() => expect(turns.flatMap(textsOf)).toHaveLength(60));
      expect(turns.flatMap(textsOf)).toEqual(texts.map(String));
      expect(turns.length).toBeGreaterThan(2);
      expect(most).toBe(1);
    });

    test('conversations run side by side, as many as allowed', async () => {
      const queue = queueWith({ concurrency: 3, debounceMs: 0 });
      let running = 0;
      let most = 0;
      const { turns, handler } = recordingHandler(async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(100);
        running -= 1;
      });
      for (let index = 0; index < 9; index += 1) await queue.offer(eventOf(`c${index}`, 'oi'));
      await queue.start(handler);
      await until(() => expect(turns).toHaveLength(9));
      expect(most).toBe(3);
      expect((await queue.stats()).active).toBeGreaterThan(0);
    });
  });

  describe('a message during a turn that may begin anew', () => {
    const slow = async (signal: AbortSignal) => {
      await sleep(1_000, undefined, { signal });
    };

    test('is answered together with what the turn had', async () => {
      const queue = queueWith({ doubleTexting: 'restart' });
      const done: unknown[][] = [];
      const { turns, handler } = recordingHandler(async (turn, signal, commit) => {
        await slow(signal);
        commit();
        done.push(textsOf(turn));
      });
      await queue.start(handler);
      await queue.offer(eventOf('a', 'first'));
      await until(() => expect(turns).toHaveLength(1));
      await queue.offer(eventOf('a', 'second'));
      await until(() => expect(done).toHaveLength(1));
      expect(done).toEqual([['first', 'second']]);
      expect(turns.map(textsOf)).toEqual([['first'], ['first', 'second']]);
      expect(turns.map(({ attempt }) => attempt)).toEqual([1, 1]);
    });

    test('is for the next turn once there was an effect', async () => {
      const queue = queueWith({ doubleTexting: 'restart' });
      const { turns, handler } = recordingHandler(async (_turn, signal, commit) => {
        commit();
        await slow(signal);
      });
      await queue.start(handler);
      await queue.offer(eventOf('a', 'first'));
      await until(() => expect(turns).toHaveLength(1));
      await queue.offer(eventOf('a', 'second'));
      await until(() => expect(turns).toHaveLength(2));
      expect(turns.map(textsOf)).toEqual([['first'], ['second']]);
    });

    test('is for the next turn when it wants one of its own', async () => {
      const queue = queueWith({ doubleTexting: 'restart' });
      const { turns, handler } = recordingHandler((_turn, signal) => slow(signal));
      await queue.start(handler);
      await queue.offer(eventOf('a', 'first'));
      await until(() => expect(turns).toHaveLength(1));
      await queue.offer({ ...eventOf('a', 'approve'), alone: true });
      await until(() => expect(turns).toHaveLength(2));
      expect(turns.map(textsOf)).toEqual([['first'], ['approve']]);
    });
  });

  describe('failures', () => {
    test('a failed turn is run again with the same id and the same messages', async () => {
      const queue = queueWith({ backoffMs: 150 });
      const { turns, handler } = recordingHandler(async ({ attempt }) => {
        if (attempt < 3) throw new UpstreamError('Odoo is down.');
      });
      await queue.start(handler);
      await queue.offer(eventOf('a', 'first'));
      await until(() => expect(turns).toHaveLength(1));
      await queue.offer(eventOf('a', 'later'));
      await until(() => expect(turns).toHaveLength(4));
      expect(turns.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 1]);
      expect(turns.map(textsOf)).toEqual([['first'], ['first'], ['first'], ['later']]);
      expect(new Set(turns.slice(0, 3).map(({ turnId }) => turnId)).size).toBe(1);
    });

    test('the waits between attempts grow; a new message does not shorten them', async () => {
      const queue = queueWith({ backoffMs: 200, debounceMs: 10 });
      const times: number[] = [];
      await queue.start(async () => {
        times.push(performance.now());
        if (times.length < 3) throw new Error('not yet');
      });
      await queue.offer(eventOf('a', 'oi'));
      await until(() => expect(times).toHaveLength(1));
      await queue.offer(eventOf('a', 'alô?'));
      await until(() => expect(times.length).toBeGreaterThanOrEqual(3));
      const [first = 0, second = 0, third = 0] = times;
      expect(second - first).toBeGreaterThan(140);
      expect(third - second).toBeGreaterThan(290);
    });

    test('after the last attempt it is a dead letter; the customer is told and the next message answered', async () => {
      const onDead = vi.fn(async () => undefined);
      const queue = queueWith({ attempts: 2, onDead });
      const { turns, handler } = recordingHandler(async (turn) => {
        if (textsOf(turn).includes('poison')) throw new UpstreamError('Odoo is down.', { code: 'odoo_down' });
      });
      await queue.start(handler);
      await queue.offer(eventOf('a', 'poison'));
      await until(async () => expect((await queue.stats()).dead).toBe(1));
      expect(turns.map(({ attempt }) => attempt)).toEqual([1, 2]);
      expect(onDead.mock.calls).toEqual([[turns[1], expect.objectContaining({ code: 'odoo_down' })]]);
      expect(await queue.deadLetters.list()).toEqual([
        {
          id: turns[0]?.turnId,
          turn: withoutArrival(turns[1]),
          error: { code: 'odoo_down', message: 'Odoo is down.', retryable: true },
          diedAt: expect.any(Number),
        },
      ]);
      await queue.offer(eventOf('a', 'oi'));
      await until(() => expect(textsOf(turns[2])).toEqual(['oi']));
    });

    test('what is unknown about an error stays out of the letter, and a failing onDead keeps it', async () => {
      const onDead = () => Promise.reject(new Error('Chatwoot is down too'));
      const queue = queueWith({ attempts: 1, onDead });
      await queue.start(() => Promise.reject(new Error('password=hunter2')));
      await queue.offer(eventOf('a', 'oi'));
      await until(async () => expect((await queue.stats()).dead).toBe(1));
      const [letter] = await queue.deadLetters.list();
      expect(letter?.error.code).toBe('internal_error');
      expect(JSON.stringify(letter)).not.toContain('hunter2');
    });

    test('a turn that takes too long is told so, and fails', async () => {
      const queue = queueWith({ attempts: 1, turnTimeoutMs: 100 });
      await queue.start((_turn, signal) => sleep(5_000, undefined, { signal }));
      await queue.offer(eventOf('a', 'oi'));
      await until(async () => expect((await queue.stats()).dead).toBe(1));
      expect((await queue.deadLetters.list())[0]?.error.code).toBe('turn_timeout');
    });
  });

  describe('dead letters', () => {
    /** A queue whose turns die while `broken.now` is true. */
    async function queueWithDead(texts: string[], options: Partial<TurnQueueOptions> = {}) {
      const broken = { now: true };
      const queue = queueWith({ attempts: 1, ...options });
      const recording = recordingHandler(async () => {
        if (broken.now) throw new UpstreamError('down');
      });
      await queue.start(recording.handler);
      for (const text of texts) {
        await queue.offer(eventOf(`c-${text}`, text));
        await until(() => expect(recording.turns.flatMap(textsOf)).toContain(text));
        await until(async () => expect((await queue.stats()).active).toBe(0));
      }
      return { queue, broken, turns: recording.turns };
    }

    test('a replay runs the same turn again and removes the letter', async () => {
      const { queue, broken, turns } = await queueWithDead(['oi']);
      broken.now = false;
      const [letter] = await queue.deadLetters.list();
      await queue.deadLetters.replay(letter?.id ?? '');
      await until(() => expect(turns).toHaveLength(2));
      expect(withoutArrival(turns[1])).toEqual(withoutArrival(turns[0]));
      await until(async () => expect(await queue.stats()).toMatchObject({ waiting: 0, active: 0, dead: 0 }));
    });

    test('a replay comes before what waits, and waits for what runs', async () => {
      const { queue, broken, turns } = await queueWithDead(['oi'], { debounceMs: 300 });
      const [letter] = await queue.deadLetters.list();
      const id = letter?.id ?? '';
      broken.now = false;
      await queue.offer(eventOf('c-oi', 'later'));
      await queue.deadLetters.replay(id);
      await until(() => expect(turns.map(textsOf)).toEqual([['oi'], ['oi'], ['later']]));

      const slow = queueWith({ attempts: 1, debounceMs: 0, backoffMs: 0 });
      await queue.close(0);
      const gate = Promise.withResolvers<void>();
      let failing = true;
      await slow.start(() => (failing ? Promise.reject(new UpstreamError('down')) : gate.promise));
      await slow.offer(eventOf('d', 'dies'));
      await until(async () => expect((await slow.stats()).dead).toBe(1));
      failing = false;
      await slow.offer(eventOf('d', 'runs'));
      await until(async () => expect((await slow.stats()).active).toBe(1));
      const dead = (await slow.deadLetters.list())[0]?.id ?? '';
      await until(() => expect(slow.deadLetters.replay(dead)).rejects.toBeInstanceOf(ConflictError));
      gate.resolve();
    });

    test('newest first, as many as asked for, and no more than allowed', async () => {
      const { queue } = await queueWithDead(['1', '2', '3'], { maximumDead: 2 });
      const texts = (await queue.deadLetters.list()).map(({ turn }) => textsOf(turn)[0]);
      expect(texts).toEqual(['3', '2']);
      expect(await queue.deadLetters.list(1)).toHaveLength(1);
      expect((await queue.stats()).dead).toBe(2);
    });

    test('a letter can be dropped', async () => {
      const { queue } = await queueWithDead(['oi']);
      const [letter] = await queue.deadLetters.list();
      expect(await queue.deadLetters.find(letter?.id ?? '')).toEqual(letter);
      await queue.deadLetters.drop(letter?.id ?? '');
      expect(await queue.deadLetters.list()).toEqual([]);
      await expect(queue.deadLetters.drop(letter?.id ?? '')).rejects.toBeInstanceOf(NotFoundError);
      await expect(queue.deadLetters.replay('unknown')).rejects.toBeInstanceOf(NotFoundError);
      await expect(queue.deadLetters.find('unknown')).rejects.toBeInstanceOf(NotFoundError);
    });
  });

  describe('closing', () => {
    test('waits for the running turn, and takes no other', async () => {
      const queue = queueWith({ concurrency: 1, debounceMs: 0 });
      let answered = 0;
      await queue.start(async () => {
        await sleep(200);
        answered += 1;
      });
      await queue.offer(eventOf('a', 'oi'));
      await queue.offer(eventOf('b', 'oi'));
      await until(async () => expect((await queue.stats()).active).toBe(1));
      await queue.close(5_000);
      expect(answered).toBe(1);
      await expect(queue.offer(eventOf('c', 'oi'))).rejects.toBeInstanceOf(UpstreamError);
    });

    test('tells a long turn after the grace time', async () => {
      const queue = queueWith();
      let reason: unknown;
      const { turns, handler } = recordingHandler(async (_turn, signal) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        reason = signal.reason;
        throw signal.reason;
      });
      await queue.start(handler);
      await queue.offer(eventOf('a', 'oi'));
      await until(() => expect(turns).toHaveLength(1));
      const start = performance.now();
      await queue.close(150);
      expect(reason).toMatchObject({ code: 'shutting_down' });
      expect(performance.now() - start).toBeLessThan(1_000);
    });

    test('does not wait for a turn that ignores its signal', async () => {
      const queue = queueWith();
      const { turns, handler } = recordingHandler(() => sleep(3_000));
      await queue.start(handler);
      await queue.offer(eventOf('a', 'oi'));
      await until(() => expect(turns).toHaveLength(1));
      const start = performance.now();
      await queue.close(50);
      expect(performance.now() - start).toBeLessThan(2_500);
    });
  });
});
