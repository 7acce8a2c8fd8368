import { expect, test } from 'vitest';
import type { OdooField } from '#adapters/odoo/port.ts';
import { describeFields, fieldSchema } from './describe-fields.ts';

const describe = (fields: Record<string, OdooField>) =>
  describeFields({ fieldsGet: async () => fields }, 'sale.order', {});

test('says of a field what is true of it, and no more', async () => {
  const described = await describe({
    partner_id: {
      type: 'many2one',
      string: 'Customer',
      relation: 'res.partner',
      required: true,
      readonly: false,
      store: true,
    },
    state: {
      type: 'selection',
      string: 'Status',
      selection: [
        ['draft', 'Quotation'],
        ['sale', 'Sales Order'],
      ],
      readonly: true,
      store: true,
    },
    total: { type: 'float', string: 'Total', store: false, help: ' All\n  lines ' },
  });
  expect(described).toEqual([
    { name: 'partner_id', label: 'Customer', type: 'many2one', relation: 'res.partner', required: true },
    {
      name: 'state',
      label: 'Status',
      type: 'selection',
      values: ['draft: Quotation', 'sale: Sales Order'],
      readonly: true,
    },
    { name: 'total', label: 'Total', type: 'float', computed: true, help: 'All lines' },
  ]);
  for (const field of described) expect(fieldSchema.parse(field)).toEqual(field);
});

test('required fields come first, then they go by name', async () => {
  const described = await describe({
    b: { type: 'char' },
    a: { type: 'char' },
    z: { type: 'char', required: true },
  });
  expect(described.map(({ name }) => name)).toEqual(['z', 'a', 'b']);
});

test('long lists and helps are cut', async () => {
  const selection = Array.from({ length: 600 }, (_, index) => [`zone ${index}`, `Zone ${index}`]);
  const [field] = await describe({ tz: { type: 'selection', selection, help: 'x'.repeat(900) } });
  expect(field?.values).toHaveLength(40);
  expect(field?.help).toHaveLength(200);
});
