import { describe, expect, test } from 'vitest';
import { parametersOf, templateText } from './template-text.ts';

const template = { name: 'retomar', text: 'Olá, {{1}}! Seu pedido {{ 2 }} saiu. Até já, {{1}}.' };

test('each parameter is named once, in its order', () => {
  expect(parametersOf(template)).toEqual(['1', '2']);
  expect(parametersOf({ text: 'Oi, {{nome}}' })).toEqual(['nome']);
  expect(parametersOf({ text: 'Sem nada {} {{}}' })).toEqual([]);
});

test('the text is what the customer will read', () => {
  expect(templateText(template, { 1: 'Maria', 2: 'S0001' })).toBe(
    'Olá, Maria! Seu pedido S0001 saiu. Até já, Maria.',
  );
});

test('a value is put in as it is, not looked at again', () => {
  expect(templateText(template, { 1: '{{2}} $& $1', 2: 'x' })).toBe(
    'Olá, {{2}} $& $1! Seu pedido x saiu. Até já, {{2}} $& $1.',
  );
});

describe('values that are not those of the template', () => {
  test.each([
    [{ 1: 'Maria' }, /without a value: 2/],
    [{ 1: 'Maria', 2: '  ' }, /without a value: 2/],
    [{ 1: 'Maria', 2: 'x', 3: 'y' }, /not in the template: 3/],
    [{ nome: 'Maria' }, /without a value: 1, 2; not in the template: nome/],
  ])('%j', (values, expected) => {
    expect(() => templateText(template, values)).toThrow(expected);
  });
});
