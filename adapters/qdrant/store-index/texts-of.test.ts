import { expect, test } from 'vitest';
import { textsOf } from './texts-of.ts';

const value = {
  text: 'Prefere 220 V',
  address: { city: 'Recife', 'zip.code': 1 },
  notes: [{ text: 'liga cedo' }, { text: 'paga por Pix' }, { other: 1 }],
  count: 3,
  nothing: null,
  blank: '  ',
};

test.each([
  [['text'], ['Prefere 220 V']],
  [['address.city'], ['Recife']],
  [['notes[*].text'], ['liga cedo', 'paga por Pix']],
  [['notes[1].text'], ['paga por Pix']],
  [['notes[9].text'], []],
  [['count', 'nothing', 'blank', 'missing'], ['3']],
  [['text', 'text'], ['Prefere 220 V']],
  [['address'], ['{"city":"Recife","zip.code":1}']],
  [['text.length', 'constructor', '__proto__.x'], []],
  [[], []],
])('%j', (fields, texts) => {
  expect(textsOf(value, fields)).toEqual(texts);
});

test('without paths it is the whole value', () => {
  expect(textsOf({ a: 1 })).toEqual(['{"a":1}']);
  expect(textsOf({ a: 1 }, ['$'])).toEqual(['{"a":1}']);
});

test('a long text is cut', () => {
  expect(textsOf({ text: 'x'.repeat(20_000) }, ['text'])[0]).toHaveLength(8_000);
});
