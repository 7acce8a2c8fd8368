import { z } from 'zod';
import type { OdooDomain } from '#adapters/odoo/port.ts';
import { firstWithin } from '../../kit/token-budget.ts';
import { contextSchema, saleContext, saleContextArgument } from '../context/call-context.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import {
  type ProductRecord,
  productFieldsOf,
  productName,
  productRecord,
} from '../products/product-record.ts';
import { stockOf } from '../products/stock-of.ts';
import { escapeLike } from '../values.ts';

const productSchema = z.object({
  product_id: z.int(),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  name: z.string(),
  list_price: z.number().describe("before the customer's price list; a quotation tells the true price"),
  currency: z.string(),
  free_quantity: z.number().nullable().describe('null where it is not known or not counted'),
  category: z.string().nullable(),
});

export const searchProducts = defineOdooTool({
  name: 'search_products',
  title: 'Search products in Odoo',
  description:
    'Finds products for sale by exact SKU or barcode first, then by all words of the name. It knows no synonyms ' +
    'and no typing errors: for words of customers prefer a catalogue search if there is one. Returns list price ' +
    'and free stock.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    query: z.string().trim().min(1).max(200).describe('SKU, barcode or words of the name'),
    limit: z.int().min(1).max(50).default(10).describe('Most products to return'),
    context: saleContextArgument,
  }),
  output: z.object({
    products: z.array(productSchema),
    has_more: z.boolean().describe('whether more products fit; then ask for a more exact query'),
    context: contextSchema,
  }),

  async handle({ query, limit, context }, caller) {
    const { odoo, answerTokens } = caller.services;
    const { options, echo } = await saleContext(caller.services, context, caller);
    const fields = await productFieldsOf(odoo, options);
    const search = async (domain: OdooDomain) => {
      const order = 'name, id';
      const records = await odoo.searchRead(
        'product.product',
        { domain: [['sale_ok', '=', true], ...domain], fields, limit: limit + 1, order },
        options,
      );
      return z.array(productRecord).parse(records);
    };
    const [exact, named] = await Promise.all([search(byCode(query)), search(byName(query))]);
    const found = [...new Map([...exact, ...named].map((product) => [product.id, product])).values()];
    const products = firstWithin(found.slice(0, limit).map(productOf), answerTokens);
    return { products, has_more: found.length > products.length, context: echo };
  },
});

function byCode(query: string): OdooDomain {
  return ['|', ['default_code', '=ilike', escapeLike(query)], ['barcode', '=', query]];
}

function byName(query: string): OdooDomain {
  return query.split(/\s+/).map((word) => ['name', 'ilike', escapeLike(word)]);
}

function productOf(product: ProductRecord): z.output<typeof productSchema> {
  return {
    product_id: product.id,
    sku: product.default_code,
    barcode: product.barcode,
    name: productName(product),
    list_price: product.lst_price,
    currency: product.currency_id[1],
    free_quantity: stockOf(product).free_quantity,
    category: product.categ_id?.[1] ?? null,
  };
}
