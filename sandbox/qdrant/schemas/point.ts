import { z } from 'zod';

/** A number or a UUID, as Qdrant's point ids are; UUIDs compare in lower case. */
export const pointIdSchema = z.union([
  z.int().min(0),
  z
    .string()
    .regex(/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i)
    .transform(canonicalUuid),
]);
export type PointId = z.output<typeof pointIdSchema>;

export const sparseVectorSchema = z.object({
  indices: z.array(z.int().min(0).max(0xffff_ffff)),
  values: z.array(z.number()),
});
export type SparseVector = z.output<typeof sparseVectorSchema>;

const vectorSchema = z.union([z.array(z.number()), sparseVectorSchema]);
export type Vector = z.output<typeof vectorSchema>;

/** Either the one unnamed vector or vectors by name. */
const vectorStructSchema = z.union([z.array(z.number()), z.record(z.string(), vectorSchema)]);
export type VectorStruct = z.output<typeof vectorStructSchema>;

export const payloadSchema = z.record(z.string(), z.json());
export type Payload = z.output<typeof payloadSchema>;

export const pointSchema = z.object({
  id: pointIdSchema,
  vector: vectorStructSchema,
  payload: payloadSchema.nullish(),
});

export function isSparse(vector: Vector): vector is SparseVector {
  return !Array.isArray(vector);
}

function canonicalUuid(text: string): string {
  const digits = text.replaceAll('-', '').toLowerCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
