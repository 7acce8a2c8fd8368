import { describe, expect, test, vi } from 'vitest';
import { rememberSuccess } from './remember-success.ts';

describe('rememberSuccess', () => {
  test('does the work once for all who ask', async () => {
    const work = vi.fn(async () => 7);
    const remembered = rememberSuccess(work);
    expect(await Promise.all([remembered.get(), remembered.get()])).toEqual([7, 7]);
    expect(await remembered.get()).toBe(7);
    expect(work).toHaveBeenCalledTimes(1);
  });

  test('gives a failure to all who waited, and tries again for the next', async () => {
    const work = vi.fn(async () => 7).mockRejectedValueOnce(new Error('down'));
    const remembered = rememberSuccess(work);
    const settled = await Promise.allSettled([remembered.get(), remembered.get()]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await remembered.get()).toBe(7);
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('does the work again after it was told to forget', async () => {
    let count = 0;
    const remembered = rememberSuccess(async () => ++count);
    expect(await remembered.get()).toBe(1);
    remembered.forget();
    expect(await remembered.get()).toBe(2);
  });

  test('an old failure does not drop a newer success', async () => {
    const outcomes = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
    let call = 0;
    const remembered = rememberSuccess(() => outcomes[call++]?.promise ?? Promise.reject(new Error('third')));
    const first = remembered.get();
    remembered.forget();
    const second = remembered.get();
    outcomes[1]?.resolve(2);
    outcomes[0]?.reject(new Error('old'));
    await expect(first).rejects.toThrow('old');
    expect(await second).toBe(2);
    expect(await remembered.get()).toBe(2);
  });
});
