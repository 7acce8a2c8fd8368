/** How well one ranked list answers one query; each value from 0 to 1. */
export interface QueryScores {
  /** Share of the wanted documents among the first five; of more than five wanted ones any five will do. */
  recallAt5: number;
  /** 1 / place of the first wanted document, 0 where it is not among the first ten. */
  reciprocalRank: number;
  /** Discounted gain of the first ten against that of the best order. */
  ndcgAt10: number;
}

/** Scores a ranking, best first. A query without an answer is answered rightly by nothing at all. */
export function scoreRanking(ranking: string[], relevant: ReadonlySet<string>): QueryScores {
  if (relevant.size === 0) {
    const right = ranking.length === 0 ? 1 : 0;
    return { recallAt5: right, reciprocalRank: right, ndcgAt10: right };
  }
  const hits = ranking.slice(0, 10).map((id) => relevant.has(id));
  const first = hits.indexOf(true);
  return {
    recallAt5: hits.slice(0, 5).filter(Boolean).length / Math.min(5, relevant.size),
    reciprocalRank: first < 0 ? 0 : 1 / (first + 1),
    ndcgAt10: gain(hits) / gain(new Array<boolean>(Math.min(10, relevant.size)).fill(true)),
  };
}

function gain(hits: boolean[]): number {
  return hits.reduce((sum, hit, place) => sum + (hit ? 1 / Math.log2(place + 2) : 0), 0);
}
