import { describe, expect, test } from 'vitest';
import { figuresIn } from './figures.ts';

const kinds = (text: string) => figuresIn(text).map(({ kind, values }) => [kind, ...values]);

describe('a figure is read as what it is', () => {
  test.each([
    ['R$ 1.234,50', [['money', '1234.5']]],
    ['R$1,234.50', [['money', '1234.5']]],
    ['R$ 1.234', [['money', '1234', '1.23']]], // either
    ['R$ 1.234.567', [['money', '1234567']]],
    ['R$ 1.234.567,89', [['money', '1234567.89']]],
    ['custa 80 reais', [['money', '80']]],
    ['US$ 99', [['money', '99']]],
    ['10% de desconto', [['percent', '10']]],
    ['12 unidades em estoque', [['stock', '12']]],
    ['temos 5 disponíveis', [['stock', '5']]],
    ['em 3 itens', [['number', '3']]],
    ['1,5 metro', [['number', '1.5']]],
    ['pedido S00042', [['code', 'S00042']]],
    ['FUR-650', [['code', 'FUR-650']]],
    ['em 12/11', [['date', '11-12', '12-11']]],
    ['em 2026-11-12', [['date', '11-12']]],
    ['dia 12 de novembro', [['date', '11-12']]],
    ['on November 12', [['date', '11-12']]],
    ['on 12 May', [['date', '5-12']]],
    ['às 14h30', [['time', '14:30']]],
    ['at 09:00', [['time', '9:00']]],
    ['das 8h', [['time', '8:00']]],
    ['ligue +55 (11) 99999-0000', [['identifier', '5511999990000']]],
    ['CPF 123.456.789-09', [['identifier', '12345678909']]],
    ['escreva a maria@exemplo.com.br', [['identifier', 'maria@exemplo.com.br']]],
  ])('%s', (text, figures) => {
    const read = kinds(text);
    expect(read.map(([kind, ...values]) => [kind, ...values.sort()])).toEqual(
      figures.map(([kind, ...values]) => [kind, ...values.sort()]),
    );
  });
});

test('each is read once, and the numbering of a list is none', () => {
  expect(kinds('1. *Trena 5 m*: R$ 29,90 (12 em estoque)\n2. *Trena 8 m*: R$ 39,90')).toEqual([
    ['money', '29.9'],
    ['money', '39.9'],
    ['stock', '12'],
    ['number', '5'],
    ['number', '8'],
  ]);
  expect(figuresIn('Olá! Como posso ajudar?')).toEqual([]);
});

test('what is written is kept for the complaint', () => {
  expect(figuresIn('por R$ 10,00 até 12/11').map(({ text }) => text)).toEqual(['12/11', 'R$ 10,00']);
});
