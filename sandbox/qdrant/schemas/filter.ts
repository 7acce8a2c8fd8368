import { z } from 'zod';
import { pointIdSchema } from './point.ts';

const anySchema = z.union([z.array(z.string()), z.array(z.int())]);

const matchSchema = z.union([
  z.object({ value: z.union([z.string(), z.int(), z.boolean()]) }),
  z.object({ any: anySchema }),
  z.object({ except: anySchema }),
  z.object({ text: z.string() }),
  z.object({ text_any: z.string() }),
  z.object({ phrase: z.string() }),
  z.object({ prefix: z.string() }),
]);
export type Match = z.output<typeof matchSchema>;

const rangeSchema = z.object({
  gt: z.number().nullish(),
  gte: z.number().nullish(),
  lt: z.number().nullish(),
  lte: z.number().nullish(),
});

const fieldConditionSchema = z.strictObject({
  key: z.string(),
  match: matchSchema.nullish(),
  range: rangeSchema.nullish(),
  is_empty: z.boolean().nullish(),
  is_null: z.boolean().nullish(),
});
export type FieldCondition = z.output<typeof fieldConditionSchema>;

export type Condition =
  | FieldCondition
  | { is_empty: { key: string } }
  | { is_null: { key: string } }
  | { has_id: (number | string)[] }
  | { has_vector: string }
  | Filter;

export interface Filter {
  must?: Condition | Condition[] | null | undefined;
  should?: Condition | Condition[] | null | undefined;
  must_not?: Condition | Condition[] | null | undefined;
  min_should?: { conditions: Condition[]; min_count: number } | null | undefined;
}

const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    fieldConditionSchema,
    z.strictObject({ is_empty: z.object({ key: z.string() }) }),
    z.strictObject({ is_null: z.object({ key: z.string() }) }),
    z.strictObject({ has_id: z.array(pointIdSchema) }),
    z.strictObject({ has_vector: z.string() }),
    filterSchema,
  ]),
);

const conditionsSchema = z.union([z.array(conditionSchema), conditionSchema]).nullish();

/** Unknown keys are refused, as Qdrant does: a filter that is not understood must not match everything. */
export const filterSchema: z.ZodType<Filter> = z.strictObject({
  must: conditionsSchema,
  should: conditionsSchema,
  must_not: conditionsSchema,
  min_should: z.object({ conditions: z.array(conditionSchema), min_count: z.int().min(1) }).nullish(),
});
