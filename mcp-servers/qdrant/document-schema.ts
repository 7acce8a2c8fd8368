import { z } from 'zod';
import { cleanText } from './clean-text.ts';

/** In base64; with the rest of the call it stays below what the endpoint takes. */
const longestPdf = 3_800_000;

/** A document as it is given to `upsert_documents`. */
export const documentSchema = z
  .strictObject({
    id: z
      .union([z.int().positive().transform(String), z.string().trim().min(1).max(100)])
      .describe('Its own id; the same id again replaces the document. Of a product: its number in Odoo.'),
    title: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .transform(cleanText)
      .describe('Name of the product or heading of the text.'),
    text: z
      .string()
      .max(100_000)
      .optional()
      .describe('May be empty. A long one is cut into passages, between paragraphs where it can be.'),
    format: z
      .enum(['text', 'markdown', 'html'])
      .default('text')
      .describe('What the text is written in; its marks are taken out, its paragraphs stay.'),
    pdf: z
      .base64()
      .min(1)
      .max(longestPdf)
      .optional()
      .describe('Instead of text: a PDF file in base64, 2.8 MB and 300 pages at most, with text in it.'),
    sku: z.string().max(100).optional().describe('Internal reference of a product.'),
    barcode: z.string().max(100).optional().describe('EAN or GTIN of a product.'),
    price: z.number().min(0).optional().describe("Price of a product, in the shop's currency."),
    category: z
      .string()
      .max(200)
      .transform(cleanText)
      .optional()
      .describe('Category, also as a path such as `Casa / Jardim`.'),
    brand: z.string().max(100).transform(cleanText).optional().describe('Brand of a product.'),
    in_stock: z.boolean().optional().describe('Whether a product can be delivered.'),
    url: z.url().max(2_000).optional().describe('Address of its page.'),
  })
  .refine(({ text, pdf }) => (text === undefined) !== (pdf === undefined), {
    error: 'give either text or pdf',
    path: ['text'],
  });

export type GivenDocument = z.output<typeof documentSchema>;
