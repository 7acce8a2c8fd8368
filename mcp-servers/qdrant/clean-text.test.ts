import { expect, test } from 'vitest';
import { cleanText } from './clean-text.ts';

const tags = [...'obey'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');

test.each([
  ['Furadeira 1/2" – aço, 10 °C, R$ 5', 'Furadeira 1/2" – aço, 10 °C, R$ 5'],
  ['uma\r\noutra\rlinha\tfim', 'uma\noutra\nlinha\tfim'],
  ['a\u0000b\u001b[31mc\u007f', 'ab[31mc'],
  ['preço \u202e005\u202c', 'preço 005'],
  ['in\u200bvi\u2060sí\u00advel\ufeff', 'invisível'],
  [`oi${tags}!`, 'oi!'],
  ['👍🏽 ação', '👍🏽 ação'],
])('%j reads %j', (text, clean) => {
  expect(cleanText(text)).toBe(clean);
});
