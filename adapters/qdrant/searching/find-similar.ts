import { z } from 'zod';
import { NotFoundError, UpstreamError } from '#errors/errors.ts';
import { canEmbed } from '../collection-state.ts';
import { pointId } from '../indexing/point-id.ts';
import type { Document, SimilarRequest } from '../port.ts';
import { readAs } from '../read-as.ts';
import { tenantFilter } from '../tenant-filter.ts';
import { conditionsOf } from './filter-conditions.ts';
import type { SearchContext } from './search.ts';
import { storedFields, storedPayloadSchema } from './stored-payload.ts';

/** Several parts of one document may be near. */
const partsPerDocument = 5;
const pointsSchema = z.array(z.object({ payload: storedPayloadSchema }));

/**
 * Documents whose first parts are near that of a given one. The example is named by a point id that is made
 * from the tenant, so another tenant's document cannot even be asked for.
 */
export async function findSimilar(
  request: SimilarRequest,
  context: SearchContext,
  signal: AbortSignal,
): Promise<Document[]> {
  const state = await context.states.get(request.collection, signal);
  const near =
    (state && canEmbed(state, context.embedder) && (await nearByMeaning(request, context, signal))) ||
    (await nearByWords(request, context, signal));
  const first = new Map<string, Document>();
  for (const document of near) if (!first.has(document.id)) first.set(document.id, document);
  return [...first.values()].slice(0, request.limit);
}

/** Undefined for a document without a dense vector: it was written while there was no model. */
async function nearByMeaning(
  request: SimilarRequest,
  context: SearchContext,
  signal: AbortSignal,
): Promise<Document[] | undefined> {
  try {
    return await queryNear(request, 'dense', context, signal);
  } catch (error) {
    const isRefused = error instanceof UpstreamError && error.code === 'qdrant_error' && !error.retryable;
    if (isRefused || error instanceof NotFoundError) return undefined;
    throw error;
  }
}

async function nearByWords(
  request: SimilarRequest,
  context: SearchContext,
  signal: AbortSignal,
): Promise<Document[]> {
  try {
    return await queryNear(request, 'bm25', context, signal);
  } catch (cause) {
    if (!(cause instanceof NotFoundError)) throw cause;
    throw new NotFoundError(`There is no document ${request.id} in ${request.collection}.`, {
      fix: 'Use an id from a search result.',
      cause,
    });
  }
}

async function queryNear(
  { collection, id, limit, filter }: SimilarRequest,
  using: 'dense' | 'bm25',
  { connection, tenant, analyser }: SearchContext,
  signal: AbortSignal,
): Promise<Document[]> {
  const answer = await connection.call(
    'find similar',
    (api) => (init) =>
      api.queryPoints(
        {
          collection_name: collection,
          query: pointId({ tenant, collection, document: id, language: analyser.language, chunk: 0 }),
          using,
          filter: {
            ...tenantFilter(tenant, ...conditionsOf(filter)),
            must_not: [{ key: 'id', match: { value: id } }],
          },
          limit: limit * partsPerDocument,
          with_payload: storedFields,
        },
        init,
      ),
    signal,
  );
  return readAs(pointsSchema, answer.points).map(({ payload }) => payload);
}
