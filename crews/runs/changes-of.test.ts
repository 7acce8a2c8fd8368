import { expect, test } from 'vitest';
import { changesOf } from './changes-of.ts';

/** A store that tells of changes when the test says so. */
function watched() {
  const listeners = new Set<() => void>();
  return {
    change: () => {
      for (const changed of listeners) changed();
    },
    watchers: () => listeners.size,
    watch: async (_id: string, changed: () => void) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}

test('gives a turn at the beginning and after each change, also one that came during a turn', async () => {
  const store = watched();
  const turns = changesOf(store, 'run', AbortSignal.timeout(5_000));
  await turns.next();
  store.change();
  store.change();
  await turns.next();
  const third = turns.next();
  store.change();
  expect(await third).toEqual({ done: false, value: undefined });
  await turns.return(undefined);
  expect(store.watchers()).toBe(0);
});

test('ends with its signal, and stops watching', async () => {
  const store = watched();
  const gone = new AbortController();
  const turns = changesOf(store, 'run', gone.signal);
  await turns.next();
  const next = turns.next();
  gone.abort();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(store.watchers()).toBe(0);
});

test('looks by itself when nothing is told', async () => {
  const turns = changesOf(watched(), 'run', AbortSignal.timeout(10_000));
  await turns.next();
  const begun = performance.now();
  await turns.next();
  expect(performance.now() - begun).toBeGreaterThan(1_500);
  await turns.return(undefined);
});
