import { AIMessage, HumanMessage } from '@langchain/core/messages';
import type { StateSnapshot } from '@langchain/langgraph';
import { expect, test } from 'vitest';
import { summaryOf } from './summary.ts';

const state = (values: object, question?: object) =>
  ({
    values,
    tasks: question ? [{ id: '1', name: 'ask', interrupts: [{ id: 'i', value: question }] }] : [],
    next: [],
    config: {},
  }) as unknown as StateSnapshot;

const talk = [new HumanMessage('tem trena?'), new AIMessage('Temos:\n1. *Trena 5 m*')];
const order = { name: 'S00012', state: 'draft', amount_total: 59.8, currency: 'BRL' };

test('who the customer is, what was ordered and what was said', () => {
  const text = summaryOf(state({ messages: talk, customer: { partner_id: 7, name: 'Maria' }, order }));
  expect(text.split('\n')).toEqual([
    'Cliente: Maria',
    expect.stringMatching(/^Pedido: S00012, orçamento, R\$\s59,80$/),
    'Fim da conversa:',
    'Cliente: tem trena?',
    'Robô: Temos: 1. *Trena 5 m*',
  ]);
});

test('what the conversation waits for', () => {
  expect(summaryOf(state({ messages: talk }, { message: 'Posso confirmar?' }))).toContain(
    'Espera: a resposta do cliente',
  );
  expect(summaryOf(state({ messages: talk }, { kind: 'approval', message: 'Espere.' }))).toContain(
    '/bot aprovar',
  );
});

test('only the end of a long conversation, in short lines', () => {
  const messages = Array.from(
    { length: 30 },
    (_, index) => new HumanMessage(`${index} ${'x'.repeat(2_000)}`),
  );
  const lines = summaryOf(state({ messages })).split('\n');
  expect(lines.filter((line) => line.startsWith('Cliente: 2'))).toHaveLength(8);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(320);
});

test('a conversation in which the bot has not spoken', () => {
  expect(summaryOf(state({}))).toBe('O robô ainda não falou nesta conversa.');
  expect(summaryOf(state({ messages: 'damaged' }))).toBe('O robô ainda não falou nesta conversa.');
});

test('somebody whom Odoo does not know, without an order', () => {
  const text = summaryOf(state({ messages: talk, customer: null, order: null }));
  expect(text).toContain('Cliente: não identificado no Odoo\nPedido: nenhum nesta conversa');
});
