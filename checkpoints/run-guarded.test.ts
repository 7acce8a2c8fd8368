import { describe, expect, it, vi } from 'vitest';
import { CheckpointError } from './checkpoint-error.ts';
import { checkSizes, runGuarded } from './run-guarded.ts';

const replyError = (text: string) => Object.assign(new Error(text), { name: 'ReplyError' });
const failing = (error: Error, times: number) => {
  const operation = vi.fn(async () => 'done');
  for (let i = 0; i < times; i += 1) operation.mockRejectedValueOnce(error);
  return operation;
};

describe('runGuarded', () => {
  it('tries again what certainly did not happen', async () => {
    const loading = failing(replyError('LOADING Redis is loading'), 2);
    expect(await runGuarded('write', loading)).toBe('done');
    expect(loading).toHaveBeenCalledTimes(3);
  });

  it('tries a read again whose answer was lost, and not a write', async () => {
    const read = failing(new Error('Connection is closed.'), 1);
    expect(await runGuarded('read', read)).toBe('done');
    const write = failing(new Error('Connection is closed.'), 1);
    await expect(runGuarded('write', write)).rejects.toMatchObject({ written: 'maybe', retryable: true });
    expect(write).toHaveBeenCalledOnce();
  });

  it('gives up after a second, and at once where trying again cannot help', async () => {
    const started = performance.now();
    const loading = failing(replyError('LOADING Redis is loading'), 10);
    await expect(runGuarded('read', loading)).rejects.toMatchObject({ code: 'loading' });
    expect(loading).toHaveBeenCalledTimes(4);
    expect(performance.now() - started).toBeLessThan(3000);
    const full = failing(replyError('OOM command not allowed'), 1);
    await expect(runGuarded('read', full)).rejects.toMatchObject({
      code: 'out_of_memory',
      fix: expect.any(String),
    });
    expect(full).toHaveBeenCalledOnce();
  });
});

describe('checkSizes', () => {
  it('counts bytes, not characters', () => {
    expect(() => checkSizes(['ééé', 123456, Buffer.alloc(6)], 6)).not.toThrow();
    expect(() => checkSizes(['éééé'], 6)).toThrow(CheckpointError);
    expect(() => checkSizes([Buffer.alloc(7)], 6)).toThrow('7 bytes; Redis takes at most 6');
  });
});
