import { InputError } from '#errors/errors.ts';
import { bothFilters } from '../filter/match-filter.ts';
import type { Filter } from '../schemas/filter.ts';
import type { Prefetch, Query, QueryRequest } from '../schemas/query.ts';
import { type Collection, compareIds, matchingPoints, type StoredPoint } from '../storage/collection.ts';
import { fuseRanks } from './fuse-ranks.ts';
import { nearestPoints } from './nearest.ts';
import type { ScoredPoint } from './scored-point.ts';

const defaultLimit = 10;

/** A query with its prefetches, best point first. */
export function runQuery(collection: Collection, request: QueryRequest): ScoredPoint[] {
  const offset = request.offset ?? 0;
  const limit = offset + (request.limit ?? defaultLimit);
  return runStage(collection, { ...request, limit }, undefined).slice(offset);
}

/** One stage; the filter of the stages around it holds for it too. */
function runStage(collection: Collection, stage: Prefetch, outer: Filter | undefined): ScoredPoint[] {
  const filter = bothFilters(outer, stage.filter);
  const prefetches = listOf(stage.prefetch);
  const found =
    prefetches.length === 0
      ? runLeaf(collection, stage, matchingPoints(collection, filter))
      : rescore(
          collection,
          stage,
          prefetches.map((prefetch) => runStage(collection, prefetch, filter)),
        );
  const { score_threshold: threshold } = stage;
  const good = threshold == null ? found : found.filter(({ score }) => score >= threshold);
  return good.slice(0, stage.limit ?? defaultLimit);
}

function runLeaf(
  collection: Collection,
  stage: Prefetch,
  candidates: ReadonlySet<StoredPoint>,
): ScoredPoint[] {
  if (stage.query == null) {
    const points = [...candidates].sort((a, b) => compareIds(a.id, b.id));
    return points.map((point) => ({ point, score: 1 }));
  }
  if (fusionOf(stage.query)) {
    throw new InputError('Bad request: Fusion queries can only be combined with prefetches.');
  }
  return nearest(collection, stage, stage.query, candidates);
}

function rescore(collection: Collection, stage: Prefetch, sources: ScoredPoint[][]): ScoredPoint[] {
  if (stage.query == null) {
    throw new InputError('Wrong input: Validation failed: cannot have prefetches without a query');
  }
  const fusion = fusionOf(stage.query);
  if (!fusion) {
    const candidates = new Set(sources.flatMap((source) => source.map(({ point }) => point)));
    return nearest(collection, stage, stage.query, candidates);
  }
  if (stage.using) {
    throw new InputError("Bad request: Fusion queries cannot be combined with the 'using' field.");
  }
  return fuseRanks(sources, fusion);
}

function nearest(
  collection: Collection,
  stage: Prefetch,
  query: Query,
  candidates: ReadonlySet<StoredPoint>,
): ScoredPoint[] {
  const isWrapped = typeof query === 'object' && 'nearest' in query;
  const input = isWrapped ? query.nearest : (query as Exclude<Query, object> | number[]);
  const idf = stage.params?.idf;
  const corpus = typeof idf === 'object' ? idf?.corpus : undefined;
  return nearestPoints(collection, { input, using: stage.using, candidates, corpus });
}

function fusionOf(query: Query): { k?: number | null; weights?: number[] | null } | undefined {
  if (typeof query !== 'object') return undefined;
  if ('rrf' in query) return query.rrf;
  return 'fusion' in query ? {} : undefined;
}

function listOf(prefetch: Prefetch['prefetch']): Prefetch[] {
  if (!prefetch) return [];
  return Array.isArray(prefetch) ? prefetch : [prefetch];
}
