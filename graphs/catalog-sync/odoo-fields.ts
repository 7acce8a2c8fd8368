import { z } from 'zod';
import { callTool, type SyncDependencies, type SyncRuntime } from './sync-tools.ts';

/** Fields of a product that only some Odoos have: those of the stock module, and of the usual brand modules. */
export const optionalFields = [
  'is_storable',
  'free_qty',
  'stock_quant_ids',
  'product_brand_id',
  'brand_id',
] as const;
export type OptionalField = (typeof optionalFields)[number];

const fieldsSchema = z.object({ fields: z.array(z.object({ name: z.string() })) });

/** Which of them this Odoo has. */
export async function findOptionalFields(
  dependencies: SyncDependencies,
  runtime: SyncRuntime,
): Promise<OptionalField[]> {
  const asked = ['storable', 'free_qty', 'stock_quant_ids', 'brand_id'].map((query) =>
    callTool(dependencies, runtime, 'odoo_describe_model', { model: 'product.product', query }, fieldsSchema),
  );
  const found = (await Promise.all(asked)).flatMap(({ fields }) => fields.map(({ name }) => name));
  return optionalFields.filter((field) => found.includes(field));
}
