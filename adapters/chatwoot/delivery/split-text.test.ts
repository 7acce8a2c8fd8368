import { describe, expect, test } from 'vitest';
import { channelLimit } from './channel-limit.ts';
import { splitText } from './split-text.ts';

describe('where a text is cut', () => {
  test('a short one is left as it is', () => {
    expect(splitText('Olá! Tudo bem?', 100)).toEqual(['Olá! Tudo bem?']);
  });

  test('one of exactly the limit too', () => {
    expect(splitText('x'.repeat(100), 100)).toEqual(['x'.repeat(100)]);
  });

  test('at the end of a sentence', () => {
    expect(splitText('Temos dois modelos. O primeiro é mais leve.', 30)).toEqual([
      'Temos dois modelos.',
      'O primeiro é mais leve.',
    ]);
  });

  test('better at the end of a paragraph', () => {
    expect(splitText('Um. Dois.\n\nTrês. Quatro.', 20)).toEqual(['Um. Dois.', 'Três. Quatro.']);
  });

  test('a sentence that just fits is kept whole, the white space after it is not counted', () => {
    expect(splitText(`${'a'.repeat(19)}. ${'b'.repeat(5)}`, 20)).toEqual([`${'a'.repeat(19)}.`, 'bbbbb']);
  });

  test('a closing quotation mark stays with its sentence', () => {
    expect(splitText('Ele disse "pode vir." Então eu fui.', 24)).toEqual([
      'Ele disse "pode vir."',
      'Então eu fui.',
    ]);
  });

  test('a price is not the end of a sentence', () => {
    expect(splitText('Custa R$ 1.299,90 à vista no total', 20)).toEqual([
      'Custa R$ 1.299,90 à',
      'vista no total',
    ]);
  });

  test('at a line, else between words', () => {
    expect(splitText('furadeira\nparafusadeira', 15)).toEqual(['furadeira', 'parafusadeira']);
    expect(splitText('furadeira de impacto', 15)).toEqual(['furadeira de', 'impacto']);
  });

  test('inside a word only when it is longer than the limit, never inside a character', () => {
    expect(splitText('x'.repeat(25), 10)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
    const parts = splitText('😀'.repeat(10), 5);
    expect(parts.join('')).toBe('😀'.repeat(10));
    expect(parts.every((part) => !/[\uD800-\uDBFF]$/.test(part))).toBe(true);
  });

  test('a tiny first sentence is no reason for a tiny first part', () => {
    const [first] = splitText(`Oi. ${'palavra '.repeat(20)}`, 60);
    expect(first?.length).toBeGreaterThan(40);
  });

  test('nothing gives nothing', () => {
    expect(splitText('', 10)).toEqual([]);
    expect(splitText(' \n ', 10)).toEqual([]);
  });
});

test('no part is longer than the limit and no word is lost, whatever the text', () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const pieces = ['a', 'casa', 'R$ 10,00', '.', '! ', '\n\n', '\n', ' ', '😀', 'é'.repeat(30), '"fim." '];
  for (let round = 0; round < 300; round += 1) {
    const text = Array.from({ length: random(60) }, () => pieces[random(pieces.length)]).join('');
    const limit = 5 + random(60);
    const parts = splitText(text, limit);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
    expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  }
});

test('a text of a megabyte is cut in no time', () => {
  const before = performance.now();
  expect(splitText('Uma frase qualquer. '.repeat(50_000), 4_096).length).toBeGreaterThan(200);
  expect(performance.now() - before).toBeLessThan(5_000);
});

test.each([
  ['Channel::Whatsapp', 4_096],
  ['Channel::Instagram', 1_000],
  ['Channel::FacebookPage', 2_000],
  ['Channel::TwilioSms', 1_600],
  ['Channel::WebWidget', 10_000],
  [null, 10_000],
])('the limit of %s is %i', (channel, limit) => {
  expect(channelLimit(channel)).toBe(limit);
});
