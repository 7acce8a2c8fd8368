import { z } from 'zod';
import { fold } from '../analyser/fold.ts';
import { termId } from '../analyser/murmur3.ts';
import { tokenise } from '../analyser/tokenise.ts';
import { trigrams } from '../analyser/trigrams.ts';
import { ifThere } from '../collection-state.ts';
import type { Suggestion } from '../port.ts';
import { readAs } from '../read-as.ts';
import { tenantFilter } from '../tenant-filter.ts';
import { isNearPrefix, nearPrefixScore } from './near-prefix.ts';
import type { SearchContext } from './search.ts';

const candidates = 100;
const pointsSchema = z.array(z.object({ payload: z.object({ id: z.string(), title: z.string() }) }));

/** Names of products that go on as the text does. */
export async function suggestProducts(
  text: string,
  limit: number,
  { connection, tenant, analyser }: SearchContext,
  signal: AbortSignal,
): Promise<Suggestion[]> {
  const typed = tokenise(text).map(fold);
  const sounds = analyser.words(text).map(({ sound }) => sound);
  // Without the mark of the end of a word: the last one goes on.
  const pieces = sounds.flatMap((sound) => trigrams(sound).filter((piece) => !piece.endsWith('_')));
  const indices = [...new Set(pieces.map(termId))];
  if (typed.length === 0 || indices.length === 0) return [];
  const answer = await ifThere(
    connection.call(
      'suggest',
      (api) => (init) =>
        api.queryPoints(
          {
            collection_name: 'products',
            query: { indices, values: indices.map(() => 1) },
            using: 'trigrams',
            params: { idf: { corpus: tenantFilter(tenant) } },
            filter: tenantFilter(tenant, { key: 'chunk', match: { value: 0 } }),
            limit: candidates,
            with_payload: ['id', 'title'],
          },
          init,
        ),
      signal,
    ),
  );
  return rank(
    typed,
    readAs(pointsSchema, answer?.points ?? []).map(({ payload }) => payload),
  ).slice(0, limit);
}

/** Those in whose names every typed word begins a word, or nearly does; the best first, each name once. */
function rank(typed: string[], found: Suggestion[]): Suggestion[] {
  const byTitle = new Map(found.map((suggestion) => [suggestion.title, suggestion]));
  return [...byTitle.values()]
    .map((suggestion) => ({ suggestion, words: tokenise(suggestion.title).map(fold) }))
    .filter(({ words }) => typed.every((start) => words.some((word) => isNearPrefix(start, word))))
    .map(({ suggestion, words }) => ({ suggestion, score: nearPrefixScore(typed, words) }))
    .sort((left, right) => right.score - left.score)
    .map(({ suggestion }) => suggestion);
}
