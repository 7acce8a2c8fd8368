import { UpstreamError } from '#errors/errors.ts';
import type { Embedder } from '../port.ts';
import { embeddingText, type SearchedText } from './document-points.ts';

/** A point before its dense vector is known. */
export interface PointToEmbed {
  vector: { dense?: number[] };
  payload: SearchedText;
}

/** A failing model fails the write: a document without its vector would look as if it were complete. */
export async function addDenseVectors(
  points: PointToEmbed[],
  embedder: Embedder,
  signal: AbortSignal,
): Promise<void> {
  const vectors = await embedder.embed(points.map(embeddingText), signal);
  points.forEach((point, index) => {
    const vector = vectors[index];
    if (vector?.length !== embedder.dimensions) {
      throw new UpstreamError(`${embedder.model} did not give a vector of ${embedder.dimensions} numbers.`, {
        code: 'wrong_embedding',
        retryable: false,
        fix: 'Check the embedding model and its dimensions.',
      });
    }
    point.vector.dense = vector;
  });
}

/** What the embedding model is given for some points. */
export function embeddingCost(points: { payload: SearchedText }[]): {
  embedded: number;
  embeddedCharacters: number;
} {
  const characters = points.map((point) => embeddingText(point).length);
  return { embedded: points.length, embeddedCharacters: characters.reduce((sum, length) => sum + length, 0) };
}
