import { stemmer as snowball } from '@orama/stemmers/portuguese';
import type { Document } from '#adapters/qdrant/port.ts';

const saturation = 1.2;
const lengthNormalisation = 0.75;

/**
 * What one would pick instead: BM25 over all fields as one text, with Snowball's Portuguese stemmer and
 * nothing else. Gives the ids of the documents with any word of the query, best first.
 */
export function plainBm25(documents: Document[]): (query: string) => string[] {
  const entries = documents.map((document) => {
    const terms = termsOf(
      [document.title, document.category, document.text, document.sku, document.barcode].join(' '),
    );
    return { id: document.id, length: terms.length, counts: countsOf(terms) };
  });
  const averageLength = entries.reduce((sum, { length }) => sum + length, 0) / entries.length;
  const frequencies = countsOf(entries.flatMap(({ counts }) => [...counts.keys()]));

  const idf = (term: string) => {
    const frequency = frequencies.get(term) ?? 0;
    return Math.log((entries.length - frequency + 0.5) / (frequency + 0.5) + 1);
  };
  const score = (terms: string[], { length, counts }: (typeof entries)[number]) => {
    const damping = saturation * (1 - lengthNormalisation + (lengthNormalisation * length) / averageLength);
    return terms.reduce((sum, term) => {
      const count = counts.get(term) ?? 0;
      return sum + (idf(term) * count * (saturation + 1)) / (count + damping);
    }, 0);
  };

  return (query) => {
    const terms = [...new Set(termsOf(query))];
    return entries
      .map((entry) => ({ id: entry.id, score: score(terms, entry) }))
      .filter((hit) => hit.score > 0)
      .sort((left, right) => right.score - left.score)
      .slice(0, 10)
      .map(({ id }) => id);
  };
}

function termsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => snowball(word));
}

function countsOf(terms: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
