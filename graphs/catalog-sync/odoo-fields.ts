import { z } from 'zod';
import { type OptionalField, optionalFields } from './state.ts';
import { callTool, type SyncDependencies, type SyncRuntime } from './sync-tools.ts';

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
