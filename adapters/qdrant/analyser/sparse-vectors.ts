import type { Word } from './analyser.ts';
import { termId } from './murmur3.ts';
import { trigrams } from './trigrams.ts';

/** A sparse vector as Qdrant takes it: indices unique, values of the same length. */
export interface SparseVector {
  indices: number[];
  values: number[];
}

/** The two lexical vectors of a text. */
export interface LexicalVectors {
  bm25: SparseVector;
  trigrams: SparseVector;
}

const saturation = 1.2;
const lengthNormalisation = 0.75;
/** Expected number of words in a catalogue entry or a passage; it only balances short against long ones. */
const averageWords = 40;
const averageTrigrams = averageWords * 6;

/**
 * The vectors of a document: BM25's term frequency, n(k+1) / (n + k(1 − b + b·length/average)) with k 1.2 and
 * b 0.75. The other half of BM25, the IDF, is the server's (`modifier: idf`).
 */
export function documentVectors(words: readonly Word[]): LexicalVectors {
  return {
    bm25: frequencyVector(
      words.map((word) => word.term),
      averageWords,
    ),
    trigrams: frequencyVector(
      words.flatMap((word) => trigrams(word.sound)),
      averageTrigrams,
    ),
  };
}

/** The vectors of a query: each distinct term and trigram counts once. */
export function queryVectors(words: readonly Word[]): LexicalVectors {
  return {
    bm25: presenceVector(words.map((word) => word.term)),
    trigrams: presenceVector(words.flatMap((word) => trigrams(word.sound))),
  };
}

function frequencyVector(units: string[], averageLength: number): SparseVector {
  const relativeLength = units.length / averageLength;
  const damping = saturation * (1 - lengthNormalisation + lengthNormalisation * relativeLength);
  const counts = new Map<number, number>();
  for (const unit of units) {
    const id = termId(unit);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return {
    indices: [...counts.keys()],
    values: [...counts.values()].map((count) => (count * (saturation + 1)) / (count + damping)),
  };
}

function presenceVector(units: string[]): SparseVector {
  const indices = [...new Set(units.map(termId))];
  return { indices, values: indices.map(() => 1) };
}
