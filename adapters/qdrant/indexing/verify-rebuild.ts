import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ConflictError } from '#errors/errors.ts';
import type { Analyser } from '../analyser/analyser.ts';
import { queryVectors } from '../analyser/sparse-vectors.ts';
import type { QdrantConnection } from '../connection/connect-qdrant.ts';
import type { CollectionName } from '../port.ts';
import { readAs } from '../read-as.ts';
import { storedPayloadSchema } from '../searching/stored-payload.ts';
import { tenantFilter } from '../tenant-filter.ts';
import { textHash } from './document-points.ts';
import { pointIdOf } from './point-id.ts';

export interface RebuildToVerify {
  connection: QdrantConnection;
  name: CollectionName;
  /** The collection that is searched until now, and the one that is to take its place. */
  present: string;
  target: string;
  analyser: Analyser;
  /** The model of the new collection's dense vectors. */
  model: string | undefined;
}

/** Point ids are hashes, so the first ones are as good as any drawn by lot. */
const sampleSize = 100;
const probes = 10;
/** Products with the same name may stand before the very one. */
const probedPlaces = 20;

const recordsSchema = z.array(
  z.object({
    id: z.union([z.string(), z.number()]).transform(String),
    payload: z.looseObject({
      ...storedPayloadSchema.shape,
      tenant: z.string(),
      chunk: z.int(),
      analyser: z.string(),
      text_hash: z.string(),
    }),
  }),
);
type StoredRecord = z.output<typeof recordsSchema>[number];

/**
 * Compares a rebuilt collection with the present one before it takes its place: how many points there are, what
 * a sample of them holds, and whether some are found by their own names.
 * @throws ConflictError `rebuild_incomplete`; the present collection stays in use.
 */
export async function verifyRebuild(rebuild: RebuildToVerify, signal: AbortSignal): Promise<void> {
  const { present, target } = rebuild;
  const [before, after] = await Promise.all([
    countPoints(rebuild, present, signal),
    countPoints(rebuild, target, signal),
  ]);
  if (after < before) throw incomplete(`${target} holds ${after} of the ${before} points of ${present}.`);

  const sample = await readSample(rebuild, signal);
  const rebuilt = new Map((await readPoints(rebuild, sample, signal)).map((record) => [record.id, record]));
  const wrong = sample.filter((record) => !isRebuilt(record, rebuilt.get(idIn(rebuild, record)), rebuild));
  if (wrong.length > 0) {
    throw incomplete(`${wrong.length} of ${sample.length} points of ${target} differ from ${present}.`);
  }
  for (const record of sample.slice(0, probes)) {
    if (await isFoundByName(record, rebuild, signal)) continue;
    throw incomplete(`A search in ${target} does not find a document by its own name.`);
  }
}

async function countPoints(
  { connection }: RebuildToVerify,
  collection_name: string,
  signal: AbortSignal,
): Promise<number> {
  const { count } = await connection.call(
    'count',
    (api) => (init) => api.countPoints({ collection_name, exact: true }, init),
    signal,
  );
  return count;
}

async function readSample({ connection, present }: RebuildToVerify, signal: AbortSignal) {
  const { points } = await connection.call(
    'read sample',
    (api) => (init) =>
      api.scrollPoints({ collection_name: present, limit: sampleSize, with_payload: true }, init),
    signal,
  );
  return readAs(recordsSchema, points);
}

async function readPoints(rebuild: RebuildToVerify, sample: StoredRecord[], signal: AbortSignal) {
  const { connection, target: collection_name } = rebuild;
  const ids = sample.map((record) => idIn(rebuild, record));
  const points = await connection.call(
    'read rebuilt points',
    (api) => (init) => api.getPoints({ collection_name, ids, with_payload: true }, init),
    signal,
  );
  return readAs(recordsSchema, points);
}

/** Where a point is in the new collection: another language gives it another id. */
function idIn({ name, analyser }: RebuildToVerify, { payload }: StoredRecord): string {
  return pointIdOf(payload, name, analyser);
}

/** Whether everything was copied, and the hash says that the vectors are of the present analyser and model. */
function isRebuilt(
  { payload }: StoredRecord,
  rebuilt: StoredRecord | undefined,
  { analyser, model }: RebuildToVerify,
): boolean {
  const hashed = { ...payload, analyser: analyser.version };
  const expected = { ...hashed, text_hash: textHash(hashed, model) };
  return isDeepStrictEqual(rebuilt?.payload, expected);
}

async function isFoundByName(
  { payload: { tenant, title } }: StoredRecord,
  { connection, target, analyser }: RebuildToVerify,
  signal: AbortSignal,
): Promise<boolean> {
  const { bm25 } = queryVectors(analyser.words(title));
  if (bm25.indices.length === 0) return true; // a name of stop words alone
  const { points } = await connection.call(
    'probe rebuilt collection',
    (api) => (init) =>
      api.queryPoints(
        {
          collection_name: target,
          query: bm25,
          using: 'bm25',
          filter: tenantFilter(tenant),
          limit: probedPlaces,
          with_payload: ['title'],
        },
        init,
      ),
    signal,
  );
  return points.some(({ payload }) => payload?.title === title);
}

function incomplete(message: string): ConflictError {
  return new ConflictError(message, {
    code: 'rebuild_incomplete',
    fix: 'Begin the rebuild again; the old collection is still in use.',
  });
}
