import { describe, expect, test, vi } from 'vitest';
import { InputError, OutcomeUnknownError } from '#errors/errors.ts';
import { settle } from './settle.ts';

const lost = () => Promise.reject(new OutcomeUnknownError('Odoo did not answer.'));
const fix = 'Call it again.';

describe('settle', () => {
  test('gives what the write left behind', async () => {
    const write = vi.fn(async () => 7);
    expect(await settle(write, async () => 'the order', fix)).toBe('the order');
    expect(write).toHaveBeenCalledTimes(1);
  });

  test('a lost answer is found by looking', async () => {
    const write = vi.fn(lost);
    expect(await settle(write, async () => 'the order', fix)).toBe('the order');
    expect(write).toHaveBeenCalledTimes(1);
  });

  test('looks again while Odoo may still be at it', async () => {
    const look = vi.fn(async () => 'the order' as string | undefined).mockResolvedValueOnce(undefined);
    expect(await settle(lost, look, fix)).toBe('the order');
    expect(look).toHaveBeenCalledTimes(2);
  });

  test('stays unknown when there is nothing to see, and says what to do', async () => {
    const error: unknown = await settle(lost, async () => undefined, fix).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    expect(error).toMatchObject({ fix, message: 'Odoo did not answer.' });
  });

  test('other errors pass through, without a look', async () => {
    const look = vi.fn(async () => 'nothing');
    const refused = new InputError('No lines');
    await expect(settle(() => Promise.reject(refused), look, fix)).rejects.toBe(refused);
    expect(look).not.toHaveBeenCalled();
  });
});
