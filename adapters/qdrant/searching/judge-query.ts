import type { Analyser, Word } from '../analyser/analyser.ts';
import type { CollectionName } from '../port.ts';
import { createJudge, type Evidence, type Fields, placesOf } from './evidence.ts';

/** What a document counts that answers other words than those that were said. */
const synonymWeight = 0.9;

/**
 * Judges documents against a query and its rewritings by synonyms; the best of them counts. What only a
 * rewriting finds is said to be found by synonym.
 */
export function createQueryJudge(
  words: readonly Word[],
  rewritings: readonly (readonly Word[])[],
  collection: CollectionName,
  analyser: Analyser,
): (document: Fields) => Evidence {
  const judgeSaid = createJudge(words, collection);
  const judgesMeant = rewritings.map((rewriting) => createJudge(rewriting, collection));

  return (document) => {
    const places = placesOf(document, collection, analyser);
    let best = judgeSaid(places);
    for (const judge of judgesMeant) {
      const meant = judge(places);
      const coverage = meant.coverage * synonymWeight;
      if (coverage > best.coverage) best = { coverage, matchedBy: ['synonym'], hasHead: meant.hasHead };
    }
    return best;
  };
}
