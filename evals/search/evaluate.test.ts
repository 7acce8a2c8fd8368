import { beforeAll, expect, test } from 'vitest';
import { type Evaluation, evaluate } from './evaluate.ts';
import { judgedQueries } from './judged-queries.ts';

const texts = ['FUI-003', 'furadera de impacto', 'prazo de entrega', 'pizza de calabresa'];
const queries = judgedQueries.filter(({ query }) => texts.includes(query));

let evaluation: Evaluation;
beforeAll(async () => {
  evaluation = await evaluate(queries);
}, 60_000);

test('asks both searches the same queries', () => {
  expect(evaluation.ours.map(({ query }) => query)).toEqual(queries);
  expect(evaluation.plain.map(({ query }) => query)).toEqual(queries);
});

test('asks the collection that a query is for', () => {
  expect(evaluation.ours.map(({ scores }) => scores.recallAt5)).toEqual([1, 1, 1, 1]);
  const article = evaluation.ours.find(({ query }) => query.collection === 'knowledge');
  expect(article?.found[0]).toBe('prazo-entrega');
});

test('finds nothing of the other shop, although it has the same documents', () => {
  expect(evaluation.leaks).toBe(0);
});
