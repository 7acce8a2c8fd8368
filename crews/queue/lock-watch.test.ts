import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchLock } from './lock-watch.ts';

test('a lock that is renewed is kept', async () => {
  const lock = watchLock(200);
  for (let renewal = 0; renewal < 4; renewal += 1) {
    await sleep(80);
    lock.renewed();
  }
  expect(lock.signal.aborted).toBe(false);
  lock.stop();
});

test('without renewal it counts as lost after its lifetime', async () => {
  const lock = watchLock(60);
  await sleep(120);
  expect(lock.signal.reason).toMatchObject({ name: 'ConflictError', code: 'turn_lost' });
});

test('a refused renewal loses it at once', () => {
  const lock = watchLock(60_000);
  lock.lost();
  expect(lock.signal.aborted).toBe(true);
  lock.stop();
});

test('nothing is lost after the end', async () => {
  const lock = watchLock(40);
  lock.stop();
  await sleep(80);
  expect(lock.signal.aborted).toBe(false);
});
