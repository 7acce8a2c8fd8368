import { describe, expect, test, vi } from 'vitest';
import type { Lock } from '#adapters/redis/lock.ts';
import { createMemoryLock } from '#adapters/redis/memory-lock.ts';
import { holdLock } from './hold-lock.ts';

const never = new AbortController().signal;

/** A lock whose key is lost by `lost`. */
const lockLostBy = (lost: AbortSignal): Lock => ({ withLock: (_key, _ttlMs, work) => work(lost) });

describe('holdLock', () => {
  test('keeps work on one key apart, and gives its result', async () => {
    const lock = createMemoryLock();
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} starts`);
      await new Promise((resolve) => setTimeout(resolve, 10));
      events.push(`${name} ends`);
      return name;
    };
    const results = await Promise.all([
      holdLock(lock, 'order:1', never, work('a')),
      holdLock(lock, 'order:1', never, work('b')),
    ]);
    expect(results).toEqual(['a', 'b']);
    expect(events).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  });

  test('does not begin for a caller who has gone', async () => {
    const signal = AbortSignal.abort(new Error('gone'));
    const work = vi.fn(async () => 'done');
    await expect(holdLock(createMemoryLock(), 'order:1', signal, work)).rejects.toThrow('gone');
    expect(work).not.toHaveBeenCalled();
  });

  test('the work is told when the caller goes or the key is lost', async () => {
    const caller = new AbortController();
    const lost = new AbortController();
    const seen: AbortSignal[] = [];
    const look = async (signal: AbortSignal) => void seen.push(signal);
    await holdLock(createMemoryLock(), 'order:1', caller.signal, look);
    await holdLock(lockLostBy(lost.signal), 'order:1', never, look);
    expect(seen.map(({ aborted }) => aborted)).toEqual([false, false]);
    caller.abort();
    lost.abort();
    expect(seen.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});
