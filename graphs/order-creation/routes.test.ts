import { END } from '@langchain/langgraph';
import { expect, test } from 'vitest';
import { afterDecision, afterGather, afterPlace, afterResolve, fromStart } from './routes.ts';
import type { OrderCreationState } from './state.ts';

const order = (state: string) => ({
  order_id: 1,
  name: 'S1',
  state,
  lines: [],
  amount_untaxed: 1,
  amount_tax: 0,
  amount_total: 1,
  currency: 'BRL',
});
const state = (changes: Partial<OrderCreationState>) =>
  ({
    wanted: [],
    lines: [],
    order: null,
    decision: 'none',
    detour: false,
    ...changes,
  }) as unknown as OrderCreationState;
const wanted = { product_id: null, description: 'trena', quantity: 1 };
const line = { product_id: 1, quantity: 1 };

test('a customer with an open quotation is asked about it first', () => {
  expect(fromStart(state({}))).toBe('gather');
  expect(fromStart(state({ order: order('draft') }))).toBe('decide');
  expect(fromStart(state({ order: order('cancel') }))).toBe('gather');
});

test('of a confirmed order only a wish to cancel is heard; all else is about another order', () => {
  const confirmed = state({ order: order('sale') });
  expect(fromStart(confirmed)).toBe('decide');
  expect(afterDecision({ ...confirmed, decision: 'cancel' })).toBe('cancel');
  for (const decision of ['confirm', 'change', 'other'] as const) {
    expect(afterDecision({ ...confirmed, decision })).toBe('gather');
    expect(afterDecision({ ...confirmed, decision, approval: 'needed' })).toBe('gather');
  }
});

test('only when everything wanted was found is it quoted', () => {
  expect(afterGather(state({}))).toBe(END);
  expect(afterGather(state({ wanted: [wanted] }))).toBe('resolve');
  expect(afterResolve(state({ wanted: [wanted], lines: [] }))).toBe(END);
  expect(afterResolve(state({ wanted: [wanted, wanted], lines: [line] }))).toBe(END);
  expect(afterResolve(state({ wanted: [wanted], lines: [line] }))).toBe('quote');
});

test('only a clear yes places the order', () => {
  const open = { order: order('draft') };
  expect(afterDecision(state({ ...open, decision: 'confirm' }))).toBe('place');
  expect(afterDecision(state({ ...open, decision: 'cancel' }))).toBe('cancel');
  expect(afterDecision(state({ ...open, decision: 'change' }))).toBe('gather');
  expect(afterDecision(state({ decision: 'other', detour: true }))).toBe(END);
});

test('an order that is still open after placing is asked about again', () => {
  expect(afterPlace(state({ order: order('draft') }))).toBe('confirm');
  expect(afterPlace(state({ order: order('sale') }))).toBe(END);
});
