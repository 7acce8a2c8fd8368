import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { keepPace } from './keep-pace.ts';
import type { Turn, TurnHandler } from './turn-queue.ts';

const turn = (turnId: string) =>
  ({ turnId, tenant: 'main', conversationKey: turnId, messages: [], attempt: 1 }) as unknown as Turn;
const never = new AbortController().signal;
const commit = () => undefined;

let stopWorking: (() => void) | undefined;
afterEach(() => stopWorking?.());

/** Keeps the process busy but for the moments in which others get their turn. */
function work(): void {
  let working = true;
  stopWorking = () => {
    working = false;
  };
  const spin = () => {
    const until = performance.now() + 10;
    while (performance.now() < until);
    if (working) setImmediate(spin);
  };
  spin();
}

/** A handler whose turns go on until they are let go, and tell how many do at once. */
function held() {
  const begun: string[] = [];
  const held: PromiseWithResolvers<void>[] = [];
  const handler: TurnHandler = async ({ turnId }) => {
    begun.push(turnId);
    const one = Promise.withResolvers<void>();
    held.push(one);
    await one.promise;
  };
  return {
    begun,
    handler,
    end: (error?: Error) => (error ? held.shift()?.reject(error) : held.shift()?.resolve()),
  };
}

test('turns that only wait go on side by side', async () => {
  const { begun, handler, end } = held();
  const paced = keepPace(handler);
  const ends = ['1', '2', '3', '4', '5'].map((id) => paced(turn(id), never, commit));
  await expect.poll(() => begun, { timeout: 5_000 }).toEqual(['1', '2', '3', '4', '5']);
  for (const _ of ends) end();
  await Promise.all(ends);
});

test('in a busy process only two do; the others follow in their order', async () => {
  const { begun, handler, end } = held();
  const paced = keepPace(handler);
  work();
  const ends = ['1', '2', '3', '4'].map((id) => paced(turn(id), never, commit));
  await sleep(300);
  expect(begun).toEqual(['1', '2']);
  end();
  await expect.poll(() => begun, { timeout: 5_000 }).toEqual(['1', '2', '3']);
  await sleep(100);
  expect(begun).toEqual(['1', '2', '3']);
  end();
  await expect.poll(() => begun, { timeout: 5_000 }).toEqual(['1', '2', '3', '4']);
  end();
  end();
  await Promise.all(ends);
});

test('a process that is no longer busy takes on the rest', async () => {
  const { begun, handler, end } = held();
  const paced = keepPace(handler);
  work();
  const ends = ['1', '2', '3', '4'].map((id) => paced(turn(id), never, commit));
  await sleep(100);
  stopWorking?.();
  await expect.poll(() => begun.length, { timeout: 5_000 }).toBe(4);
  for (const _ of ends) end();
  await Promise.all(ends);
});

test('a turn that fails makes room too, and fails as it did', async () => {
  const { begun, handler, end } = held();
  const paced = keepPace(handler);
  work();
  const [first, ...others] = ['1', '2', '3'].map((id) => paced(turn(id), never, commit));
  await expect.poll(() => begun.length).toBe(2);
  const failed = expect(first).rejects.toThrow('model away');
  end(new Error('model away'));
  await failed;
  await expect.poll(() => begun, { timeout: 5_000 }).toEqual(['1', '2', '3']);
  for (const _ of others) end();
  await Promise.all(others);
});

test('a turn that must be let go does not wait for its time', async () => {
  const { begun, handler, end } = held();
  const paced = keepPace(handler);
  work();
  const stop = new AbortController();
  const ends = ['1', '2'].map((id) => paced(turn(id), never, commit));
  ends.push(paced(turn('3'), stop.signal, commit));
  await sleep(100);
  expect(begun).toEqual(['1', '2']);
  stop.abort();
  await expect.poll(() => begun, { timeout: 5_000 }).toEqual(['1', '2', '3']);
  for (const _ of ends) end();
  await Promise.all(ends);
});
