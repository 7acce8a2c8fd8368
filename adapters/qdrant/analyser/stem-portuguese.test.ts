import { stemmer as snowball } from '@orama/stemmers/portuguese';
import { describe, expect, test } from 'vitest';
import { fold } from './fold.ts';
import { stemPortuguese } from './stem-portuguese.ts';

type Pair = [singular: string, plural: string];

/** Every stem with every pair of endings. */
function pairs(stems: string, ...endings: Pair[]): Pair[] {
  return stems
    .split(' ')
    .flatMap((stem) => endings.map(([one, many]): Pair => [`${stem}${one}`, `${stem}${many}`]));
}

const wordList = {
  'ção / ções': pairs(
    'na esta rela condi posi informa promo devolu solu instala fura liga prote vibra ilumina op fun ' +
      'manuten aten cole prote can constru instru constitui rea tra fra infla decora ventila garanti aplica ' +
      'medi edi tradi audi muni nutri popula pulveriza refrigera solda vaza lota avalia combina programa',
    ['ção', 'ções'],
  ),
  'ão / ões': pairs(
    'limit bot limon port fog avi cami colch papel cart alg sabon violon vul pist pul pens vers tens fus ' +
      'televis ' +
      'ocasi regi uni le milh bilh coraç tubar melan mam sabi rotaç algod',
    ['ão', 'ões'],
  ),
  'ão / ães, ãos': [
    ['cão', 'cães'],
    ['pão', 'pães'],
    ['capitão', 'capitães'],
    ['alemão', 'alemães'],
    ['mão', 'mãos'],
    ['grão', 'grãos'],
    ['corrimão', 'corrimãos'],
  ] as Pair[],
  'al / ais': pairs(
    'anim can cent digit fin funcion industri jorn loc manu materi met natur norm origin pont profission quint ' +
      're s ideal vertic horizont termin sin mur dedal varal avent hospit univers especi',
    ['al', 'ais'],
  ),
  'el, ol, ul, il': [
    ...pairs('pap pinc an carret coquet pain hot nív', ['el', 'éis']),
    ...pairs('port durá móv níve dispon', ['ável', 'áveis']),
    ...pairs('far anz lenç cachec', ['ol', 'óis']),
    ...pairs('az s', ['ul', 'uis']),
    ...pairs('fun perf barr cant infant', ['il', 'is']),
    ...pairs('fác út frág fért', ['il', 'eis']),
  ],
  'm / ns': pairs('home jove image viage garage embalage lavage pentage nuve ite at bo co', ['m', 'ns']),
  'r, z, s and vowels': [
    ...pairs('motor cor colher celular compressor', ['', 'es']),
    ...pairs('luz voz capuz arroz verniz', ['', 'es']),
    ...pairs('gá mê', ['s', 'ses']).map(([one, many]): Pair => [one, fold(many)]),
    ...pairs('furadeira parafuso chave alicate pneu luva museu táxi biquíni', ['', 's']),
  ],
};

const analyse = (word: string) => stemPortuguese(fold(word));

/** The share of pairs, 0 to 1, that meet in one term. */
function share(list: Pair[], stem: (word: string) => string): number {
  return list.filter(([one, many]) => stem(one) === stem(many)).length / list.length;
}

describe('singular and plural meet in one term', () => {
  test.each(Object.entries(wordList))('%s', (_name, list) => {
    const apart = list.filter(([one, many]) => analyse(one) !== analyse(many));
    expect(apart).toEqual([]);
  });
});

describe('accented and unaccented spelling meet in one term', () => {
  test.each(Object.entries(wordList))('%s', (_name, list) => {
    for (const word of list.flat()) expect(analyse(word)).toBe(analyse(fold(word)));
  });
});

describe('why Snowball alone is not enough', () => {
  const foldedSnowball = (word: string) => snowball(fold(word));

  test('folding first, as servers do, loses every ção / ções', () => {
    expect(share(wordList['ção / ções'], foldedSnowball)).toBeLessThan(0.1);
  });

  test('without the plural rules no ão / ões and no al / ais meets', () => {
    for (const class_ of ['ão / ões', 'al / ais'] as const) {
      expect(share(wordList[class_], snowball)).toBeLessThan(0.1);
    }
  });

  test('without folding most accented words miss their unaccented spelling', () => {
    const accented = Object.values(wordList)
      .flat(2)
      .filter((word) => word !== fold(word));
    const meeting = accented.filter((word) => snowball(word) === snowball(fold(word)));
    expect(meeting.length / accented.length).toBeLessThan(0.3);
  });
});

test('words that a rule would join wrongly stay apart', () => {
  expect(analyse('mães')).toBe(analyse('mãe'));
  expect(analyse('mal')).not.toBe(analyse('mais'));
  expect(analyse('mil')).not.toBe(analyse('mel'));
});

test('different products stay apart', () => {
  const terms = ['furadeira', 'parafusadeira', 'lixadeira', 'serra', 'martelo', 'broca', 'bucha'].map(
    analyse,
  );
  expect(new Set(terms).size).toBe(terms.length);
});
