import type { MatchedBy, SearchHit } from '../port.ts';
import { type Evidence, goodCoverage } from './evidence.ts';
import type { StoredPayload } from './stored-payload.ts';

/** What the server found, each list best first. */
export interface Found {
  byCode: StoredPayload[];
  fused: { pointId: string; payload: StoredPayload }[];
  /** Cosine by point id, of those that mean about the same as the query. */
  cosines: Map<string, number>;
}

/** A hit below this share of the best one is left out: it would only tempt a model to offer it. */
const shareOfBest = 0.5;

/**
 * The hits worth showing: those by code first, then by their evidence, and by their fused rank where that is
 * equal. A document is shown once, by the best of its parts; one without evidence is not shown at all.
 */
export function rankHits(
  { byCode, fused, cosines }: Found,
  judge: (payload: StoredPayload) => Evidence,
  limit: number,
): SearchHit[] {
  const hits = new Map<string, SearchHit>();
  const keepBetter = (payload: StoredPayload, score: number, matchedBy: MatchedBy[]) => {
    const known = hits.get(payload.id);
    if (!known || known.score < score) hits.set(payload.id, toHit(payload, score, matchedBy));
  };
  for (const payload of byCode) keepBetter(payload, 1, ['sku']);
  const judged = fused
    .map(({ pointId, payload }) => ({ payload, ...judge(payload), cosine: cosines.get(pointId) }))
    .filter(({ coverage, cosine }) => coverage >= goodCoverage || cosine !== undefined);
  // Where the shop has the thing itself, another thing with the same properties is no answer.
  const isThere = judged.some(({ hasHead }) => hasHead);
  for (const { payload, coverage, matchedBy, hasHead, cosine } of judged) {
    if (isThere && !hasHead && cosine === undefined) continue;
    const byMeaning: MatchedBy[] = cosine === undefined ? [] : ['meaning'];
    keepBetter(payload, Math.max(coverage, cosine ?? 0), [...matchedBy, ...byMeaning]);
  }
  const ranked = [...hits.values()].sort((a, b) => rankOf(b) - rankOf(a));
  const least = (ranked[0]?.score ?? 0) * shareOfBest;
  return ranked.filter(({ score }) => score >= least).slice(0, limit);
}

/** A code that was asked for stands above every other evidence. */
function rankOf({ score, matchedBy }: SearchHit): number {
  return matchedBy[0] === 'sku' ? 2 : score;
}

function toHit(document: StoredPayload, score: number, matchedBy: MatchedBy[]): SearchHit {
  return { document, score: Math.round(Math.min(score, 1) * 1_000) / 1_000, matchedBy };
}
