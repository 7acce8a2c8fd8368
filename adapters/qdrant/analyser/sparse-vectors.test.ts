import { describe, expect, test } from 'vitest';
import { createAnalyser } from './analyser.ts';
import { termId } from './murmur3.ts';
import { documentVectors, queryVectors } from './sparse-vectors.ts';
import { trigrams } from './trigrams.ts';

const words = (text: string) => createAnalyser().words(text);

describe('documents', () => {
  test('weigh a term by BM25: n(k+1) / (n + k(1 − b + b·length/average))', () => {
    const { bm25 } = documentVectors(words('broca broca aço'));
    const damping = 1.2 * (1 - 0.75 + (0.75 * 3) / 40);
    const weights = new Map(bm25.indices.map((index, position) => [index, bm25.values[position]]));
    expect(weights.get(termId('broc'))).toBeCloseTo((2 * 2.2) / (2 + damping), 10);
    expect(weights.get(termId('aco'))).toBeCloseTo((1 * 2.2) / (1 + damping), 10);
  });

  test('the same term weighs less in a longer text', () => {
    const weightIn = (text: string) => {
      const { bm25 } = documentVectors(words(text));
      return bm25.values[bm25.indices.indexOf(termId('broc'))] ?? 0;
    };
    expect(weightIn('broca')).toBeGreaterThan(weightIn(`broca ${'parafuso '.repeat(50)}`));
  });

  test('indices are unique and of the same number as values', () => {
    for (const vector of Object.values(documentVectors(words('chave de fenda, chave phillips, chaveiro')))) {
      expect(new Set(vector.indices).size).toBe(vector.indices.length);
      expect(vector.values).toHaveLength(vector.indices.length);
    }
  });
});

describe('queries', () => {
  test('count each distinct term once', () => {
    expect(queryVectors(words('brocas e broca')).bm25).toEqual({ indices: [termId('broc')], values: [1] });
  });

  test('a text without words has empty vectors', () => {
    expect(queryVectors([])).toEqual({
      bm25: { indices: [], values: [] },
      trigrams: { indices: [], values: [] },
    });
  });

  test('a misspelt word shares most trigrams with the right one', () => {
    const right = new Set(documentVectors(words('furadeira de impacto')).trigrams.indices);
    const typed = queryVectors(words('furadera de inpacto')).trigrams.indices;
    expect(typed.filter((index) => right.has(index)).length / typed.length).toBeGreaterThan(0.7);
  });
});

test('trigrams mark the edges of a word and are distinct', () => {
  expect(trigrams('broca')).toEqual(['_br', 'bro', 'roc', 'oca', 'ca_']);
  expect(trigrams('v')).toEqual(['_v_']);
  expect(trigrams('aaaaaa')).toEqual(['_aa', 'aaa', 'aa_']);
});
