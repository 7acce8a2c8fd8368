import { describe, expect, test } from 'vitest';
import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import { type ListsModels, listModels } from './list-models.ts';

const available = [
  { model: 'sale.order', display_name: 'Sales Order' },
  { model: 'res.users', display_name: 'User' },
  { model: 'res.partner', display_name: 'Contact' },
];
const partner = { model: 'res.partner', name: 'Contact' };

const unexpected = () => expect.unreachable('it must not be asked');
const odooWith = (odoo: Partial<ListsModels>): ListsModels => ({
  call: unexpected,
  searchRead: unexpected,
  ...odoo,
});

describe('listModels', () => {
  test('gives the open ones by name', async () => {
    const odoo = odooWith({ call: async () => available });
    expect(await listModels(odoo, {})).toEqual([partner, { model: 'sale.order', name: 'Sales Order' }]);
  });

  test('asks an older Odoo in another way', async () => {
    const odoo = odooWith({
      call: () => Promise.reject(new NotFoundError('no such method')),
      searchRead: async () => [
        { id: 1, ...partner },
        { id: 2, model: 'ir.rule', name: 'Rule' },
      ],
    });
    expect(await listModels(odoo, {})).toEqual([partner]);
  });

  test('does not take trouble for an older Odoo', async () => {
    const odoo = odooWith({ call: () => Promise.reject(new UpstreamError('down')) });
    await expect(listModels(odoo, {})).rejects.toThrow('down');
  });
});
