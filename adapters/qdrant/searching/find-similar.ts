import { z } from 'zod';
import { NotFoundError } from '#errors/errors.ts';
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
  { collection, id, limit, filter }: SimilarRequest,
  { connection, states, tenant, analyser, embedder }: SearchContext,
  signal: AbortSignal,
): Promise<Document[]> {
  const state = await states.get(collection, signal);
  const example = pointId({ tenant, collection, document: id, language: analyser.language, chunk: 0 });
  const answer = await connection
    .call(
      'find similar',
      (api) => (init) =>
        api.queryPoints(
          {
            collection_name: collection,
            query: example,
            using: state && canEmbed(state, embedder) ? 'dense' : 'bm25',
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
    )
    .catch((cause: unknown) => {
      if (!(cause instanceof NotFoundError)) throw cause;
      throw new NotFoundError(`There is no document ${id} in ${collection}.`, {
        fix: 'Use an id from a search result.',
        cause,
      });
    });
  const near = readAs(pointsSchema, answer.points).map(({ payload }) => payload);
  const first = new Map<string, Document>();
  for (const document of near) if (!first.has(document.id)) first.set(document.id, document);
  return [...first.values()].slice(0, limit);
}
