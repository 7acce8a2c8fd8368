import { expect, test } from 'vitest';
import { plainBm25 } from './plain-bm25.ts';

const search = plainBm25([
  { id: '1', title: 'Furadeira de Impacto', text: 'Para concreto.', sku: 'FUI-001', category: 'Ferramentas' },
  { id: '2', title: 'Broca', text: 'Para furadeira e parafusadeira, em aço.', barcode: '789' },
  { id: '3', title: 'Tinta', text: 'Lavável.' },
]);

test('the shorter text with the same word goes first', () => {
  expect(search('furadeira')).toEqual(['1', '2']);
});

test('a rare word weighs more than a frequent one', () => {
  expect(search('para tinta')[0]).toBe('3');
});

test('finds by stem, code and category', () => {
  expect(search('furadeiras')).toEqual(['1', '2']);
  expect(search('789')).toEqual(['2']);
  expect(search('FUI-001')).toEqual(['1']);
  expect(search('ferramenta')).toEqual(['1']);
});

test('knows neither typing errors nor missing accents', () => {
  expect(search('furadera')).toEqual([]);
  expect(search('lavavel')).toEqual([]);
});

test('nothing in common is no hit', () => {
  expect(search('pizza')).toEqual([]);
  expect(search('')).toEqual([]);
});

test('ten at most', () => {
  const many = plainBm25(
    Array.from({ length: 20 }, (_, id) => ({ id: String(id), title: 'Vaso', text: '' })),
  );
  expect(many('vaso')).toHaveLength(10);
});
