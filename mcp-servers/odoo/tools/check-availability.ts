import { z } from 'zod';
import { contextSchema, saleContext, saleContextArgument } from '../context/call-context.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { productName } from '../products/product-record.ts';
import { requireProducts } from '../products/require-products.ts';
import { stockOf } from '../products/stock-of.ts';

const itemSchema = z.object({
  product_id: z.int(),
  sku: z.string().nullable(),
  name: z.string(),
  list_price: z.number().describe("before the customer's price list; a quotation tells the true price"),
  currency: z.string(),
  free_quantity: z
    .number()
    .nullable()
    .describe('on hand and not reserved; null with the reason in available_note'),
  available_note: z.string().optional(),
});

export const checkAvailability = defineOdooTool({
  name: 'check_availability',
  title: 'Check price and stock',
  description:
    'Returns the present list price and free stock of products. Use it before promising a product. The price ' +
    'for one customer comes from create_quotation.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    product_ids: z
      .array(z.int().positive())
      .min(1)
      .max(50)
      .describe('Ids of product variants (product.product), as a product search gives them'),
    context: saleContextArgument,
  }),
  output: z.object({ items: z.array(itemSchema), context: contextSchema }),

  async handle({ product_ids, context }, caller) {
    const { odoo } = caller.services;
    const { options, echo } = await saleContext(caller.services, context, caller);
    const products = await requireProducts(odoo, [...new Set(product_ids)], options);
    const items = products.map((product) => ({
      product_id: product.id,
      sku: product.default_code,
      name: productName(product),
      list_price: product.lst_price,
      currency: product.currency_id[1],
      ...stockOf(product),
    }));
    return { items, context: echo };
  },
});
