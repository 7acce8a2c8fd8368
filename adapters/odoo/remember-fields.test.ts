import { describe, expect, test, vi } from 'vitest';
import { rememberFields } from './remember-fields.ts';

const setUp = () => {
  let time = 0;
  const ask = vi.fn(async () => ({ name: { type: 'char' } }));
  const fieldsGet = rememberFields(ask, () => time);
  return { ask, fieldsGet, pass: (minutes: number) => (time += minutes * 60_000) };
};

describe('rememberFields', () => {
  test('asks once for a model, its attributes and a language', async () => {
    const { ask, fieldsGet } = setUp();
    await fieldsGet('res.partner', ['type']);
    expect(await fieldsGet('res.partner', ['type'])).toEqual({ name: { type: 'char' } });
    expect(ask).toHaveBeenCalledTimes(1);
    await fieldsGet('res.partner', ['type', 'string']);
    await fieldsGet('sale.order', ['type']);
    await fieldsGet('sale.order', ['type'], { context: { lang: 'pt_BR' } });
    expect(ask).toHaveBeenCalledTimes(4);
    expect(ask).toHaveBeenLastCalledWith('sale.order', ['type'], { context: { lang: 'pt_BR' } });
  });

  test('asks again after ten minutes', async () => {
    const { ask, fieldsGet, pass } = setUp();
    await fieldsGet('res.partner', ['type']);
    pass(9);
    await fieldsGet('res.partner', ['type']);
    expect(ask).toHaveBeenCalledTimes(1);
    pass(1);
    await fieldsGet('res.partner', ['type']);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('does not remember a failure', async () => {
    const { ask, fieldsGet } = setUp();
    ask.mockRejectedValueOnce(new Error('down'));
    await expect(fieldsGet('res.partner', ['type'])).rejects.toThrow('down');
    expect(await fieldsGet('res.partner', ['type'])).toEqual({ name: { type: 'char' } });
  });

  test('does nothing for a caller who has gone', async () => {
    const { ask, fieldsGet } = setUp();
    await expect(fieldsGet('res.partner', [], { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(ask).not.toHaveBeenCalled();
  });

  test('remembers a bounded number of models', async () => {
    const { ask, fieldsGet } = setUp();
    for (let model = 0; model <= 200; model++) await fieldsGet(`model.${model}`, []);
    await fieldsGet('model.0', []);
    expect(ask).toHaveBeenCalledTimes(202);
  });
});
