import { z } from 'zod';
import { payloadSchema } from './point.ts';

const vectorParamsSchema = z.object({
  size: z.int().min(1).max(65_536),
  distance: z.enum(['Cosine', 'Dot']),
});
export type VectorParams = z.output<typeof vectorParamsSchema>;

const sparseVectorParamsSchema = z.object({ modifier: z.enum(['none', 'idf']).nullish() });
export type SparseVectorParams = z.output<typeof sparseVectorParamsSchema>;

export const createCollectionSchema = z.object({
  vectors: z.union([vectorParamsSchema, z.record(z.string(), vectorParamsSchema)]).nullish(),
  sparse_vectors: z.record(z.string(), sparseVectorParamsSchema).nullish(),
  metadata: payloadSchema.nullish(),
});
export type CreateCollection = z.output<typeof createCollectionSchema>;

const indexTypeSchema = z.enum(['keyword', 'integer', 'float', 'bool', 'text', 'uuid', 'datetime']);

export const createIndexSchema = z.object({
  field_name: z.string().min(1),
  field_schema: z.union([indexTypeSchema, z.looseObject({ type: indexTypeSchema })]),
});
export type FieldSchema = z.output<typeof createIndexSchema>['field_schema'];

const aliasActionSchema = z.union([
  z.object({ create_alias: z.object({ collection_name: z.string(), alias_name: z.string().min(1) }) }),
  z.object({ delete_alias: z.object({ alias_name: z.string() }) }),
  z.object({ rename_alias: z.object({ old_alias_name: z.string(), new_alias_name: z.string().min(1) }) }),
]);
export type AliasAction = z.output<typeof aliasActionSchema>;

export const changeAliasesSchema = z.object({ actions: z.array(aliasActionSchema) });
