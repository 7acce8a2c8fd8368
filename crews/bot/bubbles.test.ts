import { describe, expect, test } from 'vitest';
import { bubblesOf } from './bubbles.ts';

describe('a reply is cut', () => {
  test('at the ends of sentences, when it is longer than a message should be', () => {
    const reply = 'Temos sim! A trena de 5 metros custa R$ 29,90. Entregamos em 3 dias úteis. Quer levar?';
    expect(bubblesOf(reply, 50)).toEqual([
      'Temos sim! A trena de 5 metros custa R$ 29,90.',
      'Entregamos em 3 dias úteis. Quer levar?',
    ]);
  });

  test('at paragraphs first', () => {
    expect(bubblesOf('Olá, Maria!\n\nO pedido saiu hoje.\n\nMais alguma coisa?', 30)).toEqual([
      'Olá, Maria!',
      'O pedido saiu hoje.',
      'Mais alguma coisa?',
    ]);
  });

  test('into six messages at most', () => {
    const reply = Array.from({ length: 12 }, (_, index) => `Parágrafo ${index}.`).join('\n\n');
    const bubbles = bubblesOf(reply, 20);
    expect(bubbles).toHaveLength(6);
    expect(bubbles.at(-1)).toContain('Parágrafo 11.');
  });
});

describe('a reply is not cut', () => {
  test('without the setting, or when it is short', () => {
    const reply = 'Oi! Tudo bem?\n\nComo posso ajudar?';
    expect(bubblesOf(reply, 0)).toEqual([reply]);
    expect(bubblesOf(reply, 200)).toEqual([reply]);
  });

  test('within a list', () => {
    const list = 'Encontrei:\n1. *Trena 5 m*. R$ 29,90.\n2. *Trena 8 m*. R$ 49,90.\nQual delas?';
    expect(bubblesOf(list, 30)).toEqual([list]);
  });

  test('at prices, decimals and abbreviations', () => {
    expect(bubblesOf('O total é R$ 1.234,50 no Pix. Fale com o Sr. João na Av. Paulista.', 31)).toEqual([
      'O total é R$ 1.234,50 no Pix.',
      'Fale com o Sr. João na Av. Paulista.',
    ]);
  });

  test('within a sentence, however long', () => {
    const sentence = `${'muito '.repeat(60)}longo.`;
    expect(bubblesOf(sentence, 40)).toEqual([sentence]);
  });
});

test('no word is lost', () => {
  const reply = 'Um. Dois! Três? Quatro…\n\nCinco: seis; sete. "Oito." Nove\n\n\n\nDez.';
  for (let characters = 1; characters < 40; characters += 1)
    expect(bubblesOf(reply, characters).join(' ').split(/\s+/)).toEqual(reply.split(/\s+/));
});
