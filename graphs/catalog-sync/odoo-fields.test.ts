import { expect, test } from 'vitest';
import { findOptionalFields } from './odoo-fields.ts';
import { runtime, scriptedTools } from './testing/scripted-tools.ts';

function odooWith(names: string[]) {
  return scriptedTools({
    odoo_describe_model: ({ query }) => ({
      fields: names.filter((name) => name.includes(String(query))).map((name) => ({ name })),
    }),
  });
}

test('names those of the fields that this Odoo has', async () => {
  const { dependencies, argsOf } = odooWith(['free_qty', 'is_storable', 'stock_quant_ids', 'name']);
  expect(await findOptionalFields(dependencies, runtime)).toEqual([
    'is_storable',
    'free_qty',
    'stock_quant_ids',
  ]);
  expect(new Set(argsOf('odoo_describe_model').map(({ model }) => model))).toEqual(
    new Set(['product.product']),
  );
});

test('knows the brands of the usual modules, and takes no other field for one', async () => {
  const { dependencies } = odooWith(['product_brand_id', 'x_brand_id_note']);
  expect(await findOptionalFields(dependencies, runtime)).toEqual(['product_brand_id']);
});

test('an Odoo without any has none', async () => {
  expect(await findOptionalFields(odooWith([]).dependencies, runtime)).toEqual([]);
});
