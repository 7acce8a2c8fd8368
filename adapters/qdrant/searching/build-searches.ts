import type { Schemas } from '@qdrant/js-client-rest';
import type { Word } from '../analyser/analyser.ts';
import { queryVectors } from '../analyser/sparse-vectors.ts';
import type { SearchRequest } from '../port.ts';
import { tenantFilter } from '../tenant-filter.ts';
import { conditionsOf } from './filter-conditions.ts';
import { storedFields } from './stored-payload.ts';

type Query = Schemas['QueryRequest'];

/** How a point can be found: by its code, by fused ranks, or by meaning alone (for its cosine). */
export type Route = 'code' | 'fused' | 'meaning';

export interface SearchPlan {
  tenant: string;
  request: SearchRequest;
  words: readonly Word[];
  codes: string[];
  /** The query's dense vector, in a hybrid search. */
  dense: number[] | undefined;
  /** Least cosine of the route by meaning. */
  similarityFloor: number;
}

/** The constant of the literature; Qdrant's default of 2 lets the first place of one source decide alone. */
const fusionK = 60;
const weights = { bm25: 1, trigrams: 0.5, dense: 1 };
/** Candidates of each source; what is shown is chosen from them by its evidence. */
const sourceLimit = 60;
const spareCandidates = 25;

/** The searches of one request, which the server runs in one round trip; each confined to the tenant. */
export function buildSearches(plan: SearchPlan): { route: Route; search: Query }[] {
  const { request, codes, dense, similarityFloor } = plan;
  const filter = tenantFilter(plan.tenant, ...conditionsOf(request.filter));
  const limit = request.limit + spareCandidates;
  const shown = { limit, with_payload: storedFields };
  const searches: { route: Route; search: Query }[] = [];
  if (codes.length > 0) {
    const byCode = tenantFilter(plan.tenant, { key: 'codes', match: { any: codes } }, filter);
    searches.push({ route: 'code', search: { filter: byCode, ...shown } });
  }
  const sources = sourcesOf(plan);
  if (sources.length > 0) {
    searches.push({
      route: 'fused',
      search: {
        prefetch: sources.map(({ prefetch }) => prefetch),
        query: { rrf: { k: fusionK, weights: sources.map(({ weight }) => weight) } },
        filter,
        ...shown,
      },
    });
  }
  if (dense) {
    searches.push({
      route: 'meaning',
      search: { query: dense, using: 'dense', filter, limit, score_threshold: similarityFloor },
    });
  }
  return searches;
}

interface Source {
  weight: number;
  prefetch: Schemas['Prefetch'];
}

function sourcesOf({ tenant, words, dense }: SearchPlan): Source[] {
  const sources: Source[] = [];
  if (words.length > 0) {
    const { bm25, trigrams } = queryVectors(words);
    // Term statistics of this tenant alone. Servers before 1.19 pass over `idf` and take those of all tenants.
    const lexical = { limit: sourceLimit, params: { idf: { corpus: tenantFilter(tenant) } } };
    sources.push(
      { weight: weights.bm25, prefetch: { query: bm25, using: 'bm25', ...lexical } },
      { weight: weights.trigrams, prefetch: { query: trigrams, using: 'trigrams', ...lexical } },
    );
  }
  if (dense) {
    sources.push({ weight: weights.dense, prefetch: { query: dense, using: 'dense', limit: sourceLimit } });
  }
  return sources;
}
