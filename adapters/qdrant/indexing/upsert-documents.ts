import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import type { Analyser } from '../analyser/analyser.ts';
import { type CollectionStates, canEmbed, requireSameSettings } from '../collection-state.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import type { CollectionName, Document, Embedder } from '../port.ts';
import { tenantFilter } from '../tenant-filter.ts';
import { createCollection } from './create-collection.ts';
import { type DocumentPoint, documentPoints, embeddingText } from './document-points.ts';

export interface IndexContext {
  connection: QdrantConnection;
  states: CollectionStates;
  tenant: string;
  analyser: Analyser;
  embedder: Embedder | undefined;
}

/** Bounds a request to some megabytes, dense vectors included. */
const pointsPerRequest = 200;

/** Writes documents, and removes the parts that their earlier versions had beyond the present ones. */
export async function upsertDocuments(
  collection: CollectionName,
  documents: Document[],
  context: IndexContext,
  signal: AbortSignal,
): Promise<number> {
  if (documents.length === 0) return 0;
  try {
    return await writeDocuments(collection, documents, context, signal);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    context.states.forget(collection); // it was deleted since it was last seen
    return writeDocuments(collection, documents, context, signal);
  }
}

async function writeDocuments(
  collection: CollectionName,
  documents: Document[],
  context: IndexContext,
  signal: AbortSignal,
): Promise<number> {
  const { connection, tenant, analyser, embedder } = context;
  const state = await ensureCollection(collection, context, signal);
  requireSameSettings(state, { analyser: analyser.version, embedder });

  const latest = [...new Map(documents.map((document) => [document.id, document])).values()];
  const points = latest.flatMap((document) => documentPoints(document, { tenant, collection, analyser }));
  for (let start = 0; start < points.length; start += pointsPerRequest) {
    const batch = points.slice(start, start + pointsPerRequest);
    if (canEmbed(state, embedder)) await addDenseVectors(batch, embedder, signal);
    await connection.call(
      'upsert',
      (api) => (init) =>
        api.upsertPoints({ collection_name: collection, wait: true, points: batch.map(toRequest) }, init),
      signal,
    );
  }
  await deleteOtherParts(collection, points, context, signal);
  return latest.length;
}

async function ensureCollection(
  name: CollectionName,
  { connection, states, analyser, embedder }: IndexContext,
  signal: AbortSignal,
) {
  const known = await states.get(name, signal);
  if (known) return known;
  await createCollection(connection, name, { analyser: analyser.version, embedder }, signal);
  const made = await states.get(name, signal);
  if (made) return made;
  throw new UpstreamError(`Qdrant does not show the collection ${name} that was just made.`);
}

/** A failing model fails the write: a document without its vector would look as if it were complete. */
async function addDenseVectors(
  points: DocumentPoint[],
  embedder: Embedder,
  signal: AbortSignal,
): Promise<void> {
  const vectors = await embedder.embed(points.map(embeddingText), signal);
  points.forEach((point, index) => {
    const vector = vectors[index];
    if (vector?.length !== embedder.dimensions) {
      throw new UpstreamError(`${embedder.model} did not give a vector of ${embedder.dimensions} numbers.`, {
        code: 'wrong_embedding',
        retryable: false,
        fix: 'Check the embedding model and its dimensions.',
      });
    }
    point.vector.dense = vector;
  });
}

async function deleteOtherParts(
  collection: CollectionName,
  points: DocumentPoint[],
  { connection, tenant }: IndexContext,
  signal: AbortSignal,
): Promise<void> {
  const documents = [...new Set(points.map(({ payload }) => payload.id))];
  const filter = {
    ...tenantFilter(tenant, { key: 'id', match: { any: documents } }),
    must_not: [{ has_id: points.map(({ id }) => id) }],
  };
  await connection.call(
    'delete old parts',
    (api) => (init) => api.deletePoints({ collection_name: collection, wait: true, filter }, init),
    signal,
  );
}

function toRequest({ id, vector, payload }: DocumentPoint) {
  return { id, vector: { ...vector }, payload };
}
