import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { createCollectionSchema, createIndexSchema } from '../schemas/collection.ts';
import { payloadSchema, pointIdSchema, sparseVectorSchema } from '../schemas/point.ts';
import { type Collection, createCollection, unnamedVector } from './collection.ts';
import { upsertPoints } from './write-points.ts';

/** The stand-in's own format; Qdrant's is an archive of its files. Neither reads the other's. */
const snapshotSchema = z.object({
  format: z.literal('sandbox-qdrant-snapshot/1'),
  config: createCollectionSchema,
  indexes: z.array(createIndexSchema),
  points: z.array(
    z.object({
      id: pointIdSchema,
      payload: payloadSchema,
      vectors: z.record(z.string(), z.union([z.array(z.number()), sparseVectorSchema])),
    }),
  ),
});

export function takeSnapshot(collection: Collection): Buffer {
  const { config, indexes, points } = collection;
  const snapshot: z.output<typeof snapshotSchema> = {
    format: 'sandbox-qdrant-snapshot/1',
    config,
    indexes: [...indexes].map(([field_name, field_schema]) => ({ field_name, field_schema })),
    points: [...points.values()].map(({ id, payload, vectors }) => ({
      id,
      payload,
      vectors: Object.fromEntries(vectors),
    })),
  };
  return Buffer.from(JSON.stringify(snapshot));
}

/** @throws InputError when the bytes are no snapshot of the stand-in. */
export function readSnapshot(bytes: Buffer): Collection {
  const parsed = snapshotSchema.safeParse(parseJson(bytes));
  if (!parsed.success) throw new InputError('Wrong input: the file is not a snapshot of the stand-in.');
  const { config, indexes, points } = parsed.data;
  const collection = createCollection(config);
  for (const { field_name, field_schema } of indexes) collection.indexes.set(field_name, field_schema);
  upsertPoints(collection, {
    points: points.map(({ id, payload, vectors }) => {
      const unnamed = vectors[unnamedVector];
      return { id, payload, vector: Array.isArray(unnamed) ? unnamed : vectors };
    }),
  });
  return collection;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined; // not JSON: the schema refuses it
  }
}
