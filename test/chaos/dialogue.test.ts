import { expect, test } from 'vitest';
import { dialogueOf, turnsOfDialogue } from './dialogue.ts';
import { createRandom } from './random.ts';

test.each([true, false])('a conversation has as many turns as it says (orders: %s)', (orders) => {
  const dialogue = dialogueOf(orders, createRandom(1));
  expect(dialogue.steps).toHaveLength(turnsOfDialogue);
  expect(dialogue.orders).toBe(orders);
  expect(dialogue.steps.some(({ texts }) => texts.includes('sim, pode confirmar'))).toBe(orders);
});

test('some begin with a burst of messages, some with one', () => {
  const random = createRandom(1);
  const lengths = Array.from({ length: 50 }, () => dialogueOf(false, random).steps[0]?.texts.length);
  expect(new Set(lengths)).toEqual(new Set([1, 2, 3]));
});

test('an answer to something else is not taken for the right one', () => {
  const { steps } = dialogueOf(true, createRandom(1));
  const quotation = 'Orçamento S00012:\n• 1 × Joelho 90°: R$ 1,49\nTotal: R$ 1,56';
  const [, , ask, confirm] = steps;
  expect(quotation).toMatch(ask?.expected ?? /$^/);
  expect(quotation).not.toMatch(confirm?.expected ?? /$^/);
  expect('Pedido *S00012* confirmado, no total de R$ 1,56.').toMatch(confirm?.expected ?? /$^/);
});
