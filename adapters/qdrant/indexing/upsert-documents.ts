import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import type { Analyser } from '../analyser/analyser.ts';
import { type CollectionStates, canEmbed, requireSameSettings } from '../collection-state.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import type { CollectionName, Document, Embedder, UpsertOutcome } from '../port.ts';
import { addDenseVectors, embeddingCost } from './add-dense-vectors.ts';
import { comparePoints, type PointChanges } from './compare-points.ts';
import { createFirstCollection } from './create-collection.ts';
import { documentPoints } from './document-points.ts';
import { deleteOtherParts, overwritePayloads, writePoints } from './write-points.ts';

export interface IndexContext {
  connection: QdrantConnection;
  states: CollectionStates;
  tenant: string;
  analyser: Analyser;
  embedder: Embedder | undefined;
}

/** Bounds a request to some megabytes, dense vectors included. */
const pointsPerRequest = 200;

/** Writes what changed of some documents, and removes the parts that they no longer have. */
export async function upsertDocuments(
  collection: CollectionName,
  documents: Document[],
  context: IndexContext,
  signal: AbortSignal,
  { dryRun = false } = {},
): Promise<UpsertOutcome> {
  const latest = [...new Map(documents.map((document) => [document.id, document])).values()];
  if (latest.length === 0) return outcomeOf([], { rewritten: [], payloadOnly: [] }, undefined);
  try {
    return await writeDocuments(collection, latest, context, signal, dryRun);
  } catch (error) {
    if (!(error instanceof NotFoundError) || dryRun) throw error;
    context.states.forget(collection); // it was deleted since it was last seen
    return writeDocuments(collection, latest, context, signal, dryRun);
  }
}

async function writeDocuments(
  collection: CollectionName,
  documents: Document[],
  context: IndexContext,
  signal: AbortSignal,
  dryRun: boolean,
): Promise<UpsertOutcome> {
  const { connection, states, tenant, analyser, embedder } = context;
  const known = await states.get(collection, signal);
  const state = known ?? (dryRun ? undefined : await makeCollection(collection, context, signal));
  if (state) requireSameSettings(state, { analyser: analyser.version, embedder });
  const model = !state || canEmbed(state, embedder) ? embedder : undefined;

  const points = documents.flatMap((document) =>
    documentPoints(document, { tenant, collection, analyser }, model?.model),
  );
  const changes = state
    ? await comparePoints(connection, collection, points, signal)
    : { rewritten: points, payloadOnly: [] };
  const outcome = outcomeOf(documents, changes, model);
  if (dryRun) return outcome;

  // First of all: after a crash behind the writing, the hashes would say that nothing is left to do.
  const changed = new Set([...outcome.rewritten, ...outcome.payloadOnly]);
  const present = points.filter(({ payload }) => changed.has(payload.id));
  await deleteOtherParts(connection, collection, present, tenant, signal);
  for (let start = 0; start < changes.rewritten.length; start += pointsPerRequest) {
    const batch = changes.rewritten.slice(start, start + pointsPerRequest);
    if (model) await addDenseVectors(batch, model, signal);
    await writePoints(connection, collection, batch, signal);
  }
  await overwritePayloads(connection, collection, changes.payloadOnly, signal);
  return outcome;
}

async function makeCollection(
  name: CollectionName,
  { connection, states, analyser, embedder }: IndexContext,
  signal: AbortSignal,
) {
  await createFirstCollection(connection, name, { analyser: analyser.version, embedder }, signal);
  const made = await states.get(name, signal);
  if (made) return made;
  throw new UpstreamError(`Qdrant does not show the collection ${name} that was just made.`);
}

/** A document is rewritten when any of its parts is. */
function outcomeOf(documents: Document[], changes: PointChanges, model: Embedder | undefined): UpsertOutcome {
  const idsOf = (points: PointChanges['rewritten']) => new Set(points.map(({ payload }) => payload.id));
  const [rewritten, payloadOnly] = [idsOf(changes.rewritten), idsOf(changes.payloadOnly)];
  const ids = documents.map(({ id }) => id);
  return {
    rewritten: ids.filter((id) => rewritten.has(id)),
    payloadOnly: ids.filter((id) => payloadOnly.has(id) && !rewritten.has(id)),
    unchanged: ids.filter((id) => !payloadOnly.has(id) && !rewritten.has(id)),
    ...embeddingCost(model ? changes.rewritten : []),
  };
}
