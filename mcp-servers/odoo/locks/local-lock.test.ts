import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createLocalLock } from './local-lock.ts';

const never = new AbortController().signal;

describe('the local lock', () => {
  test('runs work on one key one after another, in order', async () => {
    const lock = createLocalLock();
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} starts`);
      await sleep(10);
      events.push(`${name} ends`);
      return name;
    };
    const results = await Promise.all(['a', 'b', 'c'].map((name) => lock.hold('order', work(name), never)));
    expect(results).toEqual(['a', 'b', 'c']);
    expect(events).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });

  test('lets work on different keys run side by side', async () => {
    const lock = createLocalLock();
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting = lock.hold('one', () => promise, never);
    await lock.hold('two', async () => resolve(), never);
    await waiting;
  });

  test('work that fails gives the lock back', async () => {
    const lock = createLocalLock();
    const failing = lock.hold('order', () => Promise.reject(new Error('no')), never);
    const next = lock.hold('order', async () => 'next', never);
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('next');
  });

  test('who gives up waiting does not run, and lets nobody overtake', async () => {
    const lock = createLocalLock();
    const { promise, resolve } = Promise.withResolvers<void>();
    const events: string[] = [];
    const first = lock.hold('order', () => promise.then(() => void events.push('first')), never);
    const controller = new AbortController();
    const second = lock.hold('order', async () => void events.push('second'), controller.signal);
    const third = lock.hold('order', async () => void events.push('third'), never);
    controller.abort();
    await expect(second).rejects.toBe(controller.signal.reason);
    await sleep(5);
    expect(events).toEqual([]);
    resolve();
    await Promise.all([first, third]);
    expect(events).toEqual(['first', 'third']);
  });

  test('does not begin for a caller who has gone', async () => {
    const signal = AbortSignal.abort();
    const work = async () => expect.unreachable('it must not run');
    await expect(createLocalLock().hold('order', work, signal)).rejects.toBe(signal.reason);
  });
});
