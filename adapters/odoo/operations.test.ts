import { describe, expect, test, vi } from 'vitest';
import { odooOperations } from './operations.ts';
import type { OdooOperation } from './transport.ts';

const operationsOver = (answer: unknown) => {
  const execute = vi.fn(async (_operation: OdooOperation, _options?: unknown) => answer);
  return { execute, odoo: odooOperations({ execute }) };
};

describe('the operations', () => {
  test('a search leaves out what was not given', async () => {
    const { execute, odoo } = operationsOver([{ id: 1, name: 'Ana' }]);
    const search = { domain: [['id', '=', 1]], fields: ['name'], limit: 2, offset: undefined };
    expect(await odoo.searchRead('res.partner', search as never)).toEqual([{ id: 1, name: 'Ana' }]);
    expect(execute.mock.calls[0]?.[0]).toMatchObject({
      method: 'search_read',
      mode: 'read',
      positional: { domain: [['id', '=', 1]] },
      named: { fields: ['name'], limit: 2 },
    });
    expect(execute.mock.calls[0]?.[0].named).not.toHaveProperty('offset');
  });

  test('create makes one record and gives its id', async () => {
    const { execute, odoo } = operationsOver([7]);
    expect(await odoo.create('res.partner', { name: 'Ana' })).toBe(7);
    expect(execute.mock.calls[0]?.[0]).toMatchObject({
      mode: 'write',
      positional: { vals_list: [{ name: 'Ana' }] },
    });
  });

  test('write, unlink and a method that writes are writes', async () => {
    const { execute, odoo } = operationsOver(true);
    await odoo.write('res.partner', [7], { name: 'Eva' });
    await odoo.unlink('res.partner', [7]);
    await odoo.call('sale.order', 'action_confirm', { ids: [1], mode: 'write' });
    expect(execute.mock.calls.map(([{ mode }]) => mode)).toEqual(['write', 'write', 'write']);
  });

  test('passes context and signal on', async () => {
    const { execute, odoo } = operationsOver(3);
    const options = { context: { lang: 'pt_BR' }, signal: new AbortController().signal };
    expect(await odoo.searchCount('res.partner', [], options)).toBe(3);
    expect(execute.mock.calls[0]?.[1]).toBe(options);
  });

  test.each([
    ['searchRead', 'not records'],
    ['searchCount', 'many'],
    ['create', [7, 8]],
    ['fieldsGet', []],
  ] as const)('%s does not believe an answer of another shape', async (name, answer) => {
    const { odoo } = operationsOver(answer);
    const calls = {
      searchRead: () => odoo.searchRead('a.b', { domain: [], fields: [], limit: 1 }),
      searchCount: () => odoo.searchCount('a.b', []),
      create: () => odoo.create('a.b', {}),
      fieldsGet: () => odoo.fieldsGet('a.b', ['type']),
    };
    await expect(calls[name]()).rejects.toMatchObject({ code: 'odoo_bad_answer', retryable: false });
  });

  test('values that Odoo would misread are not sent', async () => {
    const { execute, odoo } = operationsOver([7]);
    const unsendable = { code: 'unsendable_value' };
    await expect(odoo.create('a.b', { name: undefined })).rejects.toMatchObject(unsendable);
    await expect(odoo.searchCount('a.b', [['x', '=', Number.NaN]])).rejects.toMatchObject(unsendable);
    await expect(
      odoo.call('a.b', 'c', { mode: 'write', arguments: { d: new Date() } }),
    ).rejects.toMatchObject(unsendable);
    await expect(odoo.searchCount('a.b', [], { context: { lang: undefined } })).rejects.toMatchObject(
      unsendable,
    );
    expect(execute).not.toHaveBeenCalled();
  });
});
