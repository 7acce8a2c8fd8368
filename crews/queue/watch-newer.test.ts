import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { UpstreamError } from '#errors/errors.ts';
import { noRestart, watchForNewer } from './watch-newer.ts';

const storeWith = (newer: boolean, oldestMs = 500) => ({ newer: async () => ({ newer, oldestMs }) });

describe('a turn that may begin anew', () => {
  test('does so when a message has come, and must have no effect any more', async () => {
    const watch = watchForNewer(storeWith(true), 'a');
    await sleep(400);
    expect(watch.signal.reason).toMatchObject({ code: 'turn_restarted' });
    expect(() => watch.commit()).toThrow(expect.objectContaining({ code: 'turn_restarted' }));
  });

  test('does not after its first effect', async () => {
    const watch = watchForNewer(storeWith(true), 'a');
    watch.commit();
    await sleep(400);
    expect(watch.signal.aborted).toBe(false);
    expect(() => watch.commit()).not.toThrow();
  });

  test.each([
    ['nothing has come', storeWith(false)],
    ['the customer has waited for long', storeWith(true, 31_000)],
    ['the store cannot be asked', { newer: () => Promise.reject(new UpstreamError('away')) }],
  ])('does not when %s', async (_, store) => {
    const watch = watchForNewer(store, 'a');
    await sleep(400);
    expect(watch.signal.aborted).toBe(false);
    watch.stop();
  });

  test('does not after its end', async () => {
    const watch = watchForNewer(storeWith(true), 'a');
    watch.stop();
    await sleep(400);
    expect(watch.signal.aborted).toBe(false);
  });
});

test('a turn that never begins anew may always have effects', () => {
  const watch = noRestart();
  watch.commit();
  watch.stop();
  expect(watch.signal.aborted).toBe(false);
});
