import { describe, expect, test } from 'vitest';
import { untilAborted } from './until-aborted.ts';

describe('untilAborted', () => {
  test('gives what the work gives', async () => {
    expect(await untilAborted(Promise.resolve(1), undefined)).toBe(1);
    expect(await untilAborted(Promise.resolve(2), new AbortController().signal)).toBe(2);
    await expect(untilAborted(Promise.reject(new Error('no')), new AbortController().signal)).rejects.toThrow(
      'no',
    );
  });

  test('stops waiting when the signal ends; the work goes on', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const controller = new AbortController();
    const waiting = untilAborted(promise, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toBe(controller.signal.reason);
    resolve(3);
    expect(await promise).toBe(3);
  });

  test('does not wait at all for a signal that has ended', async () => {
    const signal = AbortSignal.abort();
    await expect(untilAborted(new Promise(() => undefined), signal)).rejects.toBe(signal.reason);
  });

  test('leaves no listener behind', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners++;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners--;
      removeEventListener.apply(signal, args);
    };
    await untilAborted(Promise.resolve(), signal);
    expect(listeners).toBe(0);
  });
});
