import { expect, test } from 'vitest';
import { attributesInput } from './attributes-input.ts';

test('texts, numbers, truth values and null are accepted', () => {
  const attributes = { pedido: 'S0001', 'nota-fiscal': 5, vip: true, origem: null };
  expect(attributesInput.parse(attributes)).toEqual(attributes);
});

test.each([
  ['a key with a space', { 'meu pedido': 1 }],
  ['an empty key', { '': 1 }],
  ['a list', { pedidos: ['S1'] }],
  ['an object', { pedido: { id: 1 } }],
  ['a long text', { pedido: 'x'.repeat(1_001) }],
  ['more than 20', Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`a${index}`, 1]))],
])('%s is refused', (_name, attributes) => {
  expect(attributesInput.safeParse(attributes).success).toBe(false);
});
