import { z } from 'zod';
import { NotFoundError } from '#errors/errors.ts';
import { nextCollectionOf, presentCollectionOf } from '../collection-names.ts';
import { type IndexSettings, isOutdated, readState, requireSameSettings } from '../collection-state.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import type { CollectionName, RebuildStep } from '../port.ts';
import { readAs } from '../read-as.ts';
import { storedPayloadSchema } from '../searching/stored-payload.ts';
import { addDenseVectors, embeddingCost } from './add-dense-vectors.ts';
import { createCollection } from './create-collection.ts';
import { lexicalVectors, textHash } from './document-points.ts';
import { pointIdOf } from './point-id.ts';
import type { IndexContext } from './upsert-documents.ts';
import { verifyRebuild } from './verify-rebuild.ts';
import { writePoints } from './write-points.ts';

const pointsPerStep = 200;
const recordSchema = z.object({
  payload: z.looseObject({ ...storedPayloadSchema.shape, tenant: z.string(), chunk: z.int() }),
});

/**
 * Copies the next points into a new collection with vectors of the present analyser and model; what is stored
 * with each point is all that they are made from. The last step moves the alias and keeps the old collection.
 */
export async function rebuildCollection(
  name: CollectionName,
  from: string | undefined,
  context: IndexContext,
  signal: AbortSignal,
): Promise<RebuildStep> {
  const { connection, states, analyser, embedder } = context;
  const settings = { analyser: analyser.version, embedder };
  states.forget(name);
  const state = await states.get(name, signal);
  if (!state || !isOutdated(state, settings))
    return { done: true, copied: 0, ...embeddingCost([]), next: undefined };

  const present = await presentCollectionOf(connection, name, signal);
  const target = nextCollectionOf(name, present);
  if (from === undefined) await prepareTarget(connection, target, settings, signal);
  const built = await readState(connection, target, signal);
  if (!built) throw new NotFoundError(`${target} is gone.`, { fix: 'Begin the rebuild again.' });
  requireSameSettings(built, settings);

  const page = await connection.call(
    'read points',
    (api) => (init) =>
      api.scrollPoints(
        {
          collection_name: present,
          limit: pointsPerStep,
          with_payload: true,
          ...(from === undefined ? {} : { offset: from }),
        },
        init,
      ),
    signal,
  );
  const points = readAs(z.array(recordSchema), page.points).map(({ payload }) => ({
    id: pointIdOf(payload, name, analyser),
    vector: lexicalVectors(payload, { analyser, collection: name }) as ReturnType<typeof lexicalVectors> & {
      dense?: number[];
    },
    payload: {
      ...payload,
      analyser: analyser.version,
      text_hash: textHash({ ...payload, analyser: analyser.version }, embedder?.model),
    },
  }));
  if (embedder) await addDenseVectors(points, embedder, signal);
  await writePoints(connection, target, points, signal);

  const next = page.next_page_offset == null ? undefined : String(page.next_page_offset);
  if (next === undefined) {
    await verifyRebuild({ connection, name, present, target, analyser, model: embedder?.model }, signal);
    await moveAlias(connection, name, target, signal);
    states.forget(name);
  }
  const cost = embeddingCost(embedder ? points : []);
  return { done: next === undefined, copied: points.length, ...cost, next };
}

/**
 * Makes the new collection. One that another rebuild with these settings made, now or before a crash, is gone
 * on with: to delete it would take away what the other has copied.
 */
async function prepareTarget(
  connection: QdrantConnection,
  collection_name: string,
  settings: IndexSettings,
  signal: AbortSignal,
): Promise<void> {
  const left = await readState(connection, collection_name, signal);
  if (left && isOutdated(left, settings)) {
    await connection.call(
      'delete collection',
      (api) => (init) => api.deleteCollection({ collection_name }, init),
      signal,
    );
  }
  await createCollection(connection, collection_name, settings, signal);
}

/** In one list of actions: no search finds the name without a collection. */
async function moveAlias(
  connection: QdrantConnection,
  alias_name: string,
  collection_name: string,
  signal: AbortSignal,
): Promise<void> {
  const actions = [{ delete_alias: { alias_name } }, { create_alias: { alias_name, collection_name } }];
  await connection.call('move alias', (api) => (init) => api.updateAliases({ actions }, init), signal);
}
