import { z } from 'zod';
import { filterSchema } from './filter.ts';
import { payloadSchema, pointIdSchema, pointSchema } from './point.ts';

export const upsertSchema = z.object({
  points: z.array(pointSchema),
  /** Only existing points that match are updated; new ones are inserted all the same. */
  update_filter: filterSchema.nullish(),
  update_mode: z.enum(['upsert', 'insert_only', 'update_only']).nullish(),
});
export type Upsert = z.output<typeof upsertSchema>;

export const selectorSchema = z.union([
  z.object({ points: z.array(pointIdSchema) }),
  z.object({ filter: filterSchema }),
]);
export type Selector = z.output<typeof selectorSchema>;

export const setPayloadSchema = z.object({
  payload: payloadSchema,
  points: z.array(pointIdSchema).nullish(),
  filter: filterSchema.nullish(),
});
export type SetPayload = z.output<typeof setPayloadSchema>;

export const batchSchema = z.object({
  operations: z.array(
    z.union([
      z.strictObject({ upsert: upsertSchema }),
      z.strictObject({ delete: selectorSchema }),
      z.strictObject({ set_payload: setPayloadSchema }),
      z.strictObject({ overwrite_payload: setPayloadSchema }),
    ]),
  ),
});
export type Operation = z.output<typeof batchSchema>['operations'][number];
