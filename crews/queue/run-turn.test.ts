import { describe, expect, test, vi } from 'vitest';
import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import { type Logger, silentLogger } from '#telemetry/logger.ts';
import { createMemoryTurnStore } from './memory-turn-store.ts';
import { queueSettings } from './queue-settings.ts';
import { runTurn, type TurnRun } from './run-turn.ts';
import { eventOf, recordingHandler, textsOf } from './testing.ts';
import type { TurnHandler, TurnQueueOptions } from './turn-queue.ts';

/** A run over a store with one message, in conversation `a`. */
async function runWith(
  answer: TurnHandler,
  options: Partial<TurnQueueOptions> = {},
): Promise<TurnRun & { turns: ReturnType<typeof recordingHandler>['turns'] }> {
  const settings = queueSettings({ logger: silentLogger, debounceMs: 0, attempts: 3, ...options });
  const store = createMemoryTurnStore(settings);
  await store.append(eventOf('a', 'oi'));
  return { store, settings, signal: new AbortController().signal, ...recordingHandler(answer) };
}

const fails: TurnHandler = () => Promise.reject(new UpstreamError('Odoo is down.', { code: 'odoo_down' }));

describe('when to come back', () => {
  test('not for a turn that was answered, nor for an empty conversation', async () => {
    const run = await runWith(async () => undefined);
    expect(await runTurn('a', run)).toBe('done');
    expect(await runTurn('a', run)).toBe('done');
    expect(run.turns).toHaveLength(1);
  });

  test('at once for what came meanwhile', async () => {
    const run = await runWith(async () => void (await run.store.append(eventOf('a', 'alô?'))));
    expect(await runTurn('a', run)).toEqual({ againInMs: 0 });
    expect(textsOf(run.turns[0])).toEqual(['oi']);
  });

  test('later while messages may still come', async () => {
    const run = await runWith(async () => undefined, { debounceMs: 5_000 });
    const next = await runTurn('a', run);
    expect(next).toEqual({ againInMs: expect.any(Number) });
    expect(next !== 'done' && next.againInMs).toBeGreaterThan(4_000);
    expect(run.turns).toEqual([]);
  });

  test('after a wait that doubles with each failure, up to about ten seconds', async () => {
    const run = await runWith(fails, { attempts: 20, backoffMs: 1_000 });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      const next = await runTurn('a', run);
      if (next !== 'done') waits.push(next.againInMs);
    }
    for (const [index, wait] of waits.entries()) {
      const middle = Math.min(1_000 * 2 ** index, 10_000);
      expect(wait).toBeGreaterThanOrEqual(middle * 0.75);
      expect(wait).toBeLessThanOrEqual(middle * 1.25);
    }
  });

  test('at once, and without counting as given up, when this process lets go', async () => {
    const run = await runWith(fails, { attempts: 1 });
    expect(await runTurn('a', { ...run, signal: AbortSignal.abort() })).toEqual({ againInMs: 0 });
    expect(await run.store.counts()).toMatchObject({ conversations: 1, dead: 0 });
  });
});

describe('giving up', () => {
  test('tells onDead before the letter is written, with the turn and the error', async () => {
    const seen: unknown[] = [];
    const onDead: NonNullable<TurnQueueOptions['onDead']> = async (turn, error) => {
      seen.push(turn, error, (await run.store.counts()).dead);
    };
    const run = await runWith(fails, { attempts: 1, onDead });
    expect(await runTurn('a', run)).toBe('done');
    expect(seen).toEqual([run.turns[0], expect.objectContaining({ code: 'odoo_down' }), 0]);
    expect(await run.store.counts()).toMatchObject({ conversations: 0, dead: 1 });
  });

  test('without another run after attempts that ended their process', async () => {
    const run = await runWith(async () => undefined, { attempts: 2 });
    for (const owner of ['first', 'second']) await run.store.take('a', owner);
    expect(await runTurn('a', run)).toBe('done');
    expect(run.turns).toEqual([]);
    expect((await run.store.letters(1))[0]?.error).toMatchObject({ code: 'attempts_used_up' });
  });

  test('is put off while nobody can be told: an outage must not end in silence', async () => {
    let reachable = false;
    const onDead = async () => {
      if (!reachable) throw new UpstreamError('The gateway does not answer.');
    };
    const run = await runWith(fails, { attempts: 1, lastWordAttempts: 10, onDead });
    expect(await runTurn('a', run)).toEqual({ againInMs: expect.any(Number) });
    expect(await runTurn('a', run)).toEqual({ againInMs: expect.any(Number) });
    expect(await run.store.counts()).toMatchObject({ conversations: 1, dead: 0 });
    reachable = true;
    expect(await runTurn('a', run)).toBe('done');
    expect(run.turns).toHaveLength(1);
    expect(await run.store.counts()).toMatchObject({ conversations: 0, dead: 1 });
  });

  test('is not put off for ever, nor for what will not pass', async () => {
    const away = async () => {
      throw new UpstreamError('The gateway does not answer.');
    };
    const bounded = await runWith(fails, { attempts: 1, lastWordAttempts: 1, onDead: away });
    expect(await runTurn('a', bounded)).toEqual({ againInMs: expect.any(Number) });
    expect(await runTurn('a', bounded)).toBe('done');
    const gone = async () => {
      throw new NotFoundError('There is no such conversation.');
    };
    expect(await runTurn('a', await runWith(fails, { attempts: 1, onDead: gone }))).toBe('done');
  });

  test('is logged with the turn, and never with its messages', async () => {
    const warn = vi.fn();
    const logger: Logger = { debug: vi.fn(), info: vi.fn(), warn, error: vi.fn(), child: () => logger };
    await runTurn('a', await runWith(fails, { attempts: 1, logger }));
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toMatchObject({ conversationKey: 'a', tenant: 'main', attempt: 1 });
    expect(JSON.stringify(warn.mock.calls)).not.toContain('"oi"');
  });
});

test('a turn whose time is up fails with that, whatever its handler says', async () => {
  const run = await runWith(
    (_turn, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('odd')))),
    { attempts: 1, turnTimeoutMs: 40 },
  );
  await runTurn('a', run);
  expect((await run.store.letters(1))[0]?.error).toMatchObject({ code: 'turn_timeout', retryable: true });
});
