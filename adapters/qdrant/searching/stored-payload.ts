import { z } from 'zod';

/** What a search reads back of a point. The database is an outside system, so it is checked. */
export const storedPayloadSchema = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  sku: z.string().optional(),
  barcode: z.string().optional(),
  price: z.number().optional(),
  category: z.string().optional(),
  brand: z.string().optional(),
  in_stock: z.boolean().optional(),
  url: z.string().optional(),
});
export type StoredPayload = z.output<typeof storedPayloadSchema>;

export const storedFields = Object.keys(storedPayloadSchema.shape);
