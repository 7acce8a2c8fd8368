import { expect, test } from 'vitest';
import { conceptEmbedder } from '../testing/concept-embedder.ts';
import { addDenseVectors, embeddingCost, type PointToEmbed } from './add-dense-vectors.ts';

const signal = new AbortController().signal;
const point = (title: string, text = ''): PointToEmbed => ({ vector: {}, payload: { title, text } });

test('each point gets the vector of its own text, in one call', async () => {
  const embedder = conceptEmbedder();
  const points = [point('Furadeira', 'Com maleta.'), point('Chuveiro')];
  await addDenseVectors(points, embedder, signal);
  expect(embedder.calls).toEqual([['Furadeira\nCom maleta.', 'Chuveiro']]);
  expect(points.map(({ vector }) => vector.dense?.length)).toEqual([
    embedder.dimensions,
    embedder.dimensions,
  ]);
  expect(points[0]?.vector.dense).not.toEqual(points[1]?.vector.dense);
});

test.each([
  ['too short', [[1]]],
  ['missing', []],
])('a vector that is %s fails the write', async (_what, vectors) => {
  const embedder = conceptEmbedder({ embed: async () => vectors });
  await expect(addDenseVectors([point('Vaso')], embedder, signal)).rejects.toMatchObject({
    code: 'wrong_embedding',
    retryable: false,
  });
});

test('a caller who leaves ends it', async () => {
  const aborted = AbortSignal.abort(new Error('left'));
  await expect(addDenseVectors([point('Vaso')], conceptEmbedder(), aborted)).rejects.toThrow('left');
});

test('the cost is what the model is given', () => {
  expect(embeddingCost([point('Vaso', 'De barro.'), point('Luz')])).toEqual({
    embedded: 2,
    embeddedCharacters: 'Vaso\nDe barro.'.length + 'Luz'.length,
  });
  expect(embeddingCost([])).toEqual({ embedded: 0, embeddedCharacters: 0 });
});
