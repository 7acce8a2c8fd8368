import { expect, test } from 'vitest';
import { createAnalyser } from '../analyser/analyser.ts';
import { createQueryJudge } from './judge-query.ts';

const analyser = createAnalyser();
const judgeFor = (said: string, ...meant: string[]) =>
  createQueryJudge(
    analyser.words(said),
    meant.map((text) => analyser.words(text)),
    'products',
    analyser,
  );
const toilet = { title: 'Vaso Sanitário Branco', text: '' };

test('what was said counts more than what was meant', () => {
  const said = judgeFor('vaso sanitário')(toilet).coverage;
  const meant = judgeFor('privada', 'vaso sanitário')(toilet).coverage;
  expect(meant).toBeCloseTo(said * 0.9, 10);
});

test('says that a synonym found it, and only where the words did not find it better', () => {
  expect(judgeFor('privada', 'vaso sanitário')(toilet).matchedBy).toEqual(['synonym']);
  expect(judgeFor('vaso', 'jarro')(toilet).matchedBy).toEqual(['words']);
});

test('the best of several rewritings counts', () => {
  const judge = judgeFor('benjamim', 'extensão', 'filtro de linha');
  expect(judge({ title: 'Filtro de Linha 5 Tomadas', text: '' }).coverage).toBeGreaterThan(0.8);
  expect(judge({ title: 'Extensão 5 metros', text: '' }).coverage).toBeGreaterThan(0.8);
  expect(judge({ title: 'Martelo', text: '' })).toEqual({ coverage: 0, matchedBy: [], hasHead: false });
});

test('without rewritings it is the judge of the words', () => {
  expect(judgeFor('privada')(toilet)).toEqual({ coverage: 0, matchedBy: [], hasHead: false });
});

test('the head of the better one counts: the thing that was meant is there', () => {
  expect(judgeFor('privada', 'vaso sanitário')(toilet).hasHead).toBe(true);
  expect(judgeFor('tampa de vaso', 'assento sanitário')(toilet).hasHead).toBe(false);
});
