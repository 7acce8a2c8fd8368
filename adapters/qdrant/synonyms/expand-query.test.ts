import { describe, expect, test } from 'vitest';
import { createAnalyser } from '../analyser/analyser.ts';
import type { CollectionName } from '../port.ts';
import { createQueryExpander, type SynonymRule } from './expand-query.ts';
import { knowledgeWords } from './knowledge-words.ts';
import { productWords } from './product-words.ts';

const analyser = createAnalyser();

function expanded(query: string, rules?: SynonymRule[], collection: CollectionName = 'products') {
  const expand = createQueryExpander(analyser, rules && { products: rules, knowledge: rules });
  return expand(analyser.words(query), collection).map((words) => words.map(({ text }) => text).join(' '));
}

describe('a rule', () => {
  test('puts what is meant in the place of what was said', () => {
    expect(expanded('tem privada branca?', [['privada', 'vaso sanitário']])).toEqual([
      'vaso sanitario branca',
    ]);
  });

  test('holds for plurals, missing accents and any order of its words', () => {
    const rules: SynonymRule[] = [['fita métrica', 'trena']];
    expect(expanded('fitas metricas', rules)).toEqual(['trena']);
    expect(expanded('métrica em fita de 5 m', rules)).toEqual(['trena 5 m']);
  });

  test('does not hold for what only begins alike', () => {
    const rules: SynonymRule[] = [
      ['furar', 'furadeira'],
      ['fio', 'cabo'],
    ];
    expect(expanded('FUR-650', rules)).toEqual([]);
    expect(expanded('furar com fios', rules)).toEqual(['furadeira cabo']);
  });

  test('needs all of its words', () => {
    expect(expanded('fita crepe', [['fita métrica', 'trena']])).toEqual([]);
  });

  test('with more words goes before one with a part of them', () => {
    const rules: SynonymRule[] = [
      ['privada', 'vaso sanitário'],
      ['tampa privada', 'assento'],
    ];
    expect(expanded('tampa de privada', rules)).toEqual(['assento']);
  });

  test('is applied beside others', () => {
    const rules: SynonymRule[] = [
      ['cano', 'tubo'],
      ['cotovelo', 'joelho'],
    ];
    expect(expanded('cano e cotovelo', rules)).toEqual(['tubo joelho']);
  });
});

test('two meanings are two rewritings, three at most', () => {
  const rules: SynonymRule[] = ['a', 'b', 'c', 'd'].map((letter) => ['benjamim', `extensão${letter}`]);
  expect(expanded('benjamim', rules)).toEqual(['extensaoa', 'extensaob', 'extensaoc']);
});

test('no rule, no rewriting', () => {
  expect(expanded('furadeira')).toEqual([]);
  expect(expanded('')).toEqual([]);
});

test('each collection has its own rules', () => {
  expect(expanded('quanto tempo demora pra chegar', undefined, 'knowledge')[0]).toContain('prazo entrega');
  expect(expanded('quanto tempo demora pra chegar')).toEqual([]);
});

test('other languages have none', () => {
  const english = createAnalyser('en');
  expect(createQueryExpander(english)(english.words('privada'), 'products')).toEqual([]);
});

test.each([
  ['products', productWords],
  ['knowledge', knowledgeWords],
] as const)(
  'every rule of %s says something on both sides, and none is there twice',
  (_collection, rules) => {
    const keys = rules.map(([said, meant]) => {
      expect(analyser.words(said), said).not.toEqual([]);
      expect(analyser.words(meant), meant).not.toEqual([]);
      return `${said}|${meant}`;
    });
    expect(new Set(keys).size).toBe(rules.length);
  },
);
