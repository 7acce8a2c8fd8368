import { murmur3 } from '../analyser/murmur3.ts';
import type { Embedder } from '../port.ts';

/** Words that mean about the same; each group is an axis of the vectors. */
const concepts = [
  ['furadeira', 'furar', 'buraco', 'perfurar'],
  ['parafusadeira', 'parafusar', 'apertar'],
  ['lampada', 'iluminar', 'claridade', 'luz'],
  ['chuveiro', 'banho', 'ducha'],
  ['devolver', 'devolucoes', 'arrependimento', 'desistir'],
];

/** Texts about none of the concepts are spread over these, so that they are far from each other. */
const ownAxes = 997;

/** A small embedding model for tests: texts about the same things are near each other. */
export function conceptEmbedder(more: Partial<Embedder> = {}): Embedder & { calls: string[][] } {
  const calls: string[][] = [];
  return {
    model: 'concepts-1',
    dimensions: concepts.length + ownAxes,
    calls,
    async embed(texts, signal) {
      signal.throwIfAborted();
      calls.push(texts);
      return texts.map(vectorOf);
    },
    ...more,
  };
}

function vectorOf(text: string): number[] {
  const words = new Set(
    text
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .match(/\p{L}+/gu),
  );
  const axes = concepts.map((concept) => concept.filter((word) => words.has(word)).length);
  const isAboutNothing = axes.every((count) => count === 0);
  const ownAxis = murmur3(text) % ownAxes;
  return [
    ...axes,
    ...Array.from({ length: ownAxes }, (_, axis) => (isAboutNothing && axis === ownAxis ? 1 : 0)),
  ];
}
