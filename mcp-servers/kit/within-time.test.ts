import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withinTime } from './within-time.ts';

const tooLate = () => new Error('too late');
const lasting = () => new AbortController().signal;

test('gives what the work gives, and its error', async () => {
  const work = async () => 'done';
  expect(await withinTime(lasting(), 1, { work, tooLate })).toBe('done');
  const failing = async () => {
    throw new Error('broken');
  };
  await expect(withinTime(lasting(), 1, { work: failing, tooLate })).rejects.toThrow('broken');
});

test('work that does not look at its signal is left when its time is up, and told why', async () => {
  let told: AbortSignal | undefined;
  const work = (signal: AbortSignal) => {
    told = signal;
    return new Promise<never>(() => undefined);
  };
  await expect(withinTime(lasting(), 0.02, { work, tooLate })).rejects.toThrow('too late');
  expect(told?.reason).toMatchObject({ name: 'TimeoutError' });
});

test('a caller who goes away ends it with the reason that was given', async () => {
  const caller = new AbortController();
  const work = (signal: AbortSignal) => wait(5_000, undefined, { signal });
  const pending = withinTime(caller.signal, 1, { work, tooLate });
  caller.abort(new Error('gone'));
  await expect(pending).rejects.toThrow('gone');
});

test('work for a caller who has gone already is not begun', async () => {
  const work = async () => expect.unreachable();
  await expect(withinTime(AbortSignal.abort(new Error('gone')), 1, { work, tooLate })).rejects.toThrow(
    'gone',
  );
});

test('after the end nothing is aborted any more, and the caller is not listened to', async () => {
  const caller = new AbortController();
  let told: AbortSignal | undefined;
  const work = async (signal: AbortSignal) => {
    told = signal;
  };
  await withinTime(caller.signal, 0.02, { work, tooLate });
  await wait(40);
  caller.abort();
  expect(told?.aborted).toBe(false);
});
