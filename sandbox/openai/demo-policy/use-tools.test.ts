import { expect, test } from 'vitest';
import type { ChatMessage } from '../policy.ts';
import { useTools } from './use-tools.ts';

const all = [
  'odoo_list_customer_orders',
  'odoo_get_invoice_status',
  'qdrant_search_knowledge',
  'request_return',
];
const message = (role: ChatMessage['role'], content: string): ChatMessage => ({
  role,
  content,
  toolCalls: [],
});
const framed = (result: unknown) =>
  message('tool', `<tool_result>\n${JSON.stringify(result)}\n</tool_result>`);
const step = (text: string, ...results: ChatMessage[]) =>
  useTools({
    messages: [message('user', text), ...results],
    tools: all.map((name) => ({ name, parameters: {} })),
    toolChoice: 'auto',
  });

test.each([
  ['cadê meu pedido?', 'odoo_list_customer_orders'],
  ['a nota fiscal já foi paga?', 'odoo_get_invoice_status'],
  ['qual é o prazo para troca?', 'qdrant_search_knowledge'],
  ['quero devolver, veio com defeito', 'odoo_list_customer_orders'],
  ['como faço para devolver?', 'qdrant_search_knowledge'],
])('"%s" is looked up by %s', (text, tool) => {
  expect(step(text).toolCalls?.map(({ name }) => name)).toEqual([tool]);
});

test('a return is registered on the newest order, with the reason, and then told', () => {
  const text = 'quero devolver meu pedido porque veio com defeito';
  const orders = framed({ orders: [{ order_id: 7 }, { order_id: 6 }] });
  const asked = step(text, orders);
  expect(asked.toolCalls).toEqual([
    { name: 'request_return', arguments: { order_id: 7, wish: 'return', reason: text } },
  ]);
  const noted = framed('Registered on order S00007 for a person to decide.');
  expect(step(text, orders, noted).content).toMatch(/Registrei .* equipe/);
});

test('a return of something that no order is known for is registered without one', () => {
  for (const result of [framed({ orders: [] }), framed('The customer is not known.')]) {
    expect(step('quero trocar esse martelo, veio com defeito', result).toolCalls).toMatchObject([
      { name: 'request_return', arguments: { order_id: null, wish: 'exchange' } },
    ]);
  }
});

test('the answer is made of what the tool returned', () => {
  expect(step('prazo?', framed({ results: [{ text: ' 7 dias. ' }] })).content).toBe('7 dias.');
  expect(step('prazo?', framed({ results: [] })).content).toMatch(/^Não encontrei essa informação/);
  expect(step('nota fiscal?', framed({ invoices: [] })).content).toMatch(/^Não encontrei notas/);
  expect(step('cadê meu pedido?', framed('Odoo is down.')).content).toMatch(/atendente/);
});
