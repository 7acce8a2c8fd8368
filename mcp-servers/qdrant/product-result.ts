import { z } from 'zod';
import type { Document } from '#adapters/qdrant/port.ts';
import { shorten } from './shorten.ts';

const longestDescription = 200;

/** A product as every tool shows it. */
export const productShape = {
  product_id: z.int().describe("The product's number in Odoo; use it for stock, price and orders."),
  sku: z.string().describe('Empty where the product has none.'),
  name: z.string(),
  description: z.string(),
  category: z.string().nullable(),
  brand: z.string().nullable(),
  price: z.number().nullable().describe('As last copied from Odoo; ask there before you promise it.'),
};

export function productOf(document: Document) {
  return {
    product_id: Number(document.id),
    sku: document.sku ?? '',
    name: document.title,
    description: shorten(document.text, longestDescription),
    category: document.category ?? null,
    brand: document.brand ?? null,
    price: document.price ?? null,
  };
}
