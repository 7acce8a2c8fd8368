import { describe, expect, test } from 'vitest';
import { createAnalyser } from '../analyser/analyser.ts';
import type { CollectionName } from '../port.ts';
import { createJudge, goodCoverage, placesOf } from './evidence.ts';

const analyser = createAnalyser();
const judge = (query: string, title: string, text = '', collection: CollectionName = 'products') =>
  createJudge(analyser.words(query), collection)(placesOf({ title, text }, collection, analyser));
const isGood = (query: string, title: string, text?: string) =>
  judge(query, title, text).coverage >= goodCoverage;

const drill = 'Furadeira de Impacto 650W';
const paint = 'Tinta Acrílica Fosca Branca';

describe('what falls on which side of the line', () => {
  test.each([
    ['furadeira', drill],
    ['furadeira de impacto', drill],
    ['furadera inpacto', drill],
    ['furadeira azul de bolinhas', drill],
    ['furadeira para pendurar', drill],
    ['impacto furadeira', drill],
    ['tinta branca 18 litros', paint],
    ['tinta de parede', paint],
  ])('"%s" is answered by %s', (query, title) => {
    expect(isGood(query, title)).toBe(true);
  });

  test.each([
    ['vinho tinto', paint],
    ['impressora 650', drill],
    ['650', 'Esmerilhadeira 750W'],
    ['carro de impacto zero', drill],
    ['roupa branca de festa', paint],
    ['', drill],
    ['para com de', drill],
  ])('"%s" is not answered by %s', (query, title) => {
    expect(isGood(query, title)).toBe(false);
  });
});

test('covers the share of words that the document has, the first weighing more', () => {
  expect(judge('furadeira impacto', drill).coverage).toBeCloseTo((1.5 * 1 + 0.95) / 2.5, 10);
  expect(judge('furadeira azul', drill).coverage).toBeCloseTo(1.5 / 2.5, 10);
  expect(judge('azul furadeira', drill).coverage).toBeCloseTo(1 / 2.5, 10);
});

test('a word in the title counts more than one in the text', () => {
  const inTitle = judge('lixadeira', 'Mini Lixadeira').coverage;
  const inText = judge('lixadeira', 'Lixa', 'Para lixadeira orbital.').coverage;
  expect(inTitle).toBeGreaterThan(inText);
  expect(inText).toBeGreaterThanOrEqual(goodCoverage);
});

test('the name of a thing counts most at the start of its title', () => {
  const thing = judge('furadeira', 'Furadeira de Bancada').coverage;
  const accessory = judge('furadeira', 'Suporte para Furadeira').coverage;
  expect(thing).toBeGreaterThan(accessory);
});

test('numbers count half', () => {
  expect(judge('broca 10', 'Broca 8').coverage).toBeCloseTo(1.5 / 2, 10);
});

test('words that say little count half, and the next one names the thing', () => {
  const hammer = judge('máquina de quebrar piso', 'Martelete Rompedor', 'Quebra piso.');
  expect(hammer.coverage).toBeCloseTo((1.5 * 0.7 + 0.7) / 3, 10);
  expect(judge('aparelho', drill).coverage).toBe(0);
});

describe('says why', () => {
  test.each([
    ['furadeira impacto', ['words']],
    ['furadera inpacto', ['spelling']],
    ['furadeira inpacto', ['words', 'spelling']],
    ['geladeira', []],
  ])('"%s": %j', (query, matchedBy) => {
    expect(judge(query, drill).matchedBy).toEqual(matchedBy);
  });
});

test('typing errors are looked for in names of products, and everywhere in knowledge', () => {
  const text = 'Você pode devolver o produto.';
  expect(judge('devolvre', 'Trocas', text, 'products').coverage).toBe(0);
  expect(judge('devolvre', 'Trocas', text, 'knowledge').matchedBy).toEqual(['spelling']);
});

test('a query repeated a thousand times is one query', () => {
  expect(judge('furadeira '.repeat(1_000), drill)).toEqual(judge('furadeira', drill));
});

describe('the thing that is looked for', () => {
  test.each([
    ['furadeira sem fio', drill, true],
    ['furadera sem fio', drill, true],
    ['furadeira sem fio', 'Campainha sem Fio', false],
    ['aparelho furadeira', drill, true],
    ["bomba d'água", "Caixa d'Água 500 Litros", false],
    ["bomba d'água", 'Bomba Submersa', true],
  ])('of "%s" is in %s: %j', (query, title, hasHead) => {
    expect(judge(query, title).hasHead).toBe(hasHead);
  });

  test('is not told of rules and answers, where no word names a thing', () => {
    expect(judge('devolver produto', 'Devolver', '', 'knowledge').hasHead).toBe(false);
  });
});

describe('the beginning of a long word', () => {
  test.each([
    ['esmeril', 'Esmerilhadeira Angular', true],
    ['impermeab', 'Impermeabilizante', true],
    ['serra', 'Serralheria', false],
    ['lampadario', 'Lâmpada', false],
  ])('"%s" for %s: %j', (query, title, found) => {
    expect(judge(query, title).matchedBy.includes('spelling')).toBe(found);
  });

  test('counts less than the word', () => {
    const whole = judge('esmerilhadeira', 'Esmerilhadeira').coverage;
    expect(judge('esmeril', 'Esmerilhadeira').coverage).toBeLessThan(whole);
  });
});
