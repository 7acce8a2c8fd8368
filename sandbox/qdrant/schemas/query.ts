import { z } from 'zod';
import { type Filter, filterSchema } from './filter.ts';
import { type PointId, pointIdSchema, type SparseVector, sparseVectorSchema } from './point.ts';

/** The population whose statistics weigh the terms of a sparse query; the whole collection by default. */
const searchParamsSchema = z.object({
  idf: z.union([z.literal('global'), z.strictObject({ corpus: filterSchema })]).nullish(),
});

const payloadSelectorSchema = z.union([
  z.boolean(),
  z.array(z.string()),
  z.strictObject({ include: z.array(z.string()) }),
  z.strictObject({ exclude: z.array(z.string()) }),
]);
export type PayloadSelector = z.output<typeof payloadSelectorSchema>;

const vectorSelectorSchema = z.union([z.boolean(), z.array(z.string())]);
export type VectorSelector = z.output<typeof vectorSelectorSchema>;

const vectorInputSchema = z.union([z.array(z.number()), sparseVectorSchema, pointIdSchema]);
export type VectorInput = number[] | SparseVector | PointId;

const fusionSchema = z.union([
  z.strictObject({ fusion: z.literal('rrf') }),
  z.strictObject({
    rrf: z.object({ k: z.int().min(1).nullish(), weights: z.array(z.number()).nullish() }),
  }),
]);

const querySchema = z.union([
  z.strictObject({ nearest: vectorInputSchema }),
  fusionSchema,
  vectorInputSchema,
]);
export type Query = z.output<typeof querySchema>;

const limitSchema = z.int().min(1).nullish();

export interface Prefetch {
  prefetch?: Prefetch | Prefetch[] | null | undefined;
  query?: Query | null | undefined;
  using?: string | null | undefined;
  filter?: Filter | null | undefined;
  params?: z.output<typeof searchParamsSchema> | null | undefined;
  score_threshold?: number | null | undefined;
  limit?: number | null | undefined;
}

const prefetchShape = {
  query: querySchema.nullish(),
  using: z.string().nullish(),
  filter: filterSchema.nullish(),
  params: searchParamsSchema.nullish(),
  score_threshold: z.number().nullish(),
  limit: limitSchema,
};

const prefetchSchema: z.ZodType<Prefetch> = z.lazy(() =>
  z.object({ ...prefetchShape, prefetch: prefetchesSchema }),
);
const prefetchesSchema = z.union([z.array(prefetchSchema), prefetchSchema]).nullish();

const selection = {
  with_payload: payloadSelectorSchema.nullish(),
  with_vector: vectorSelectorSchema.nullish(),
};

export const queryRequestSchema = z.object({
  ...prefetchShape,
  ...selection,
  prefetch: prefetchesSchema,
  offset: z.int().min(0).nullish(),
});
export type QueryRequest = z.output<typeof queryRequestSchema>;

export const queryBatchSchema = z.object({ searches: z.array(queryRequestSchema) });

export const scrollSchema = z.object({
  ...selection,
  filter: filterSchema.nullish(),
  offset: pointIdSchema.nullish(),
  limit: limitSchema,
});

export const countSchema = z.object({ filter: filterSchema.nullish(), exact: z.boolean().nullish() });

export const facetSchema = z.object({
  key: z.string().min(1),
  limit: limitSchema,
  filter: filterSchema.nullish(),
  exact: z.boolean().nullish(),
});

export const getPointsSchema = z.object({ ...selection, ids: z.array(pointIdSchema) });
