import { describe, expect, test } from 'vitest';
import type { ChatMessage, ChatRequest } from '../policy.ts';
import { demoPolicy } from './demo-policy.ts';

const message = (role: ChatMessage['role'], content: string): ChatMessage => ({
  role,
  content,
  toolCalls: [],
});
const list = message('assistant', 'Encontrei:\n1. *Furadeira*: R$ 199,90\nQuantas unidades você quer?');
const ask = (name: string, ...messages: ChatMessage[]) => {
  const request: ChatRequest = { messages, tools: [{ name, parameters: {} }], toolChoice: { name } };
  return demoPolicy(request).toolCalls?.[0]?.arguments;
};
const says = (text: string) => message('user', text);

describe('triage', () => {
  test.each([
    ['Oi, bom dia!', 'greeting'],
    ['oi, vocês têm furadeira?', 'product'],
    ['obrigada!', 'greeting'],
    ['vocês tem furadera de inpacto?', 'product'],
    ['quanto custa uma trena de 5m', 'product'],
    ['cadê meu pedido?', 'support'],
    ['Qual é a política de trocas e devoluções?', 'support'],
    ['quero falar com um atendente', 'human'],
    ['isso é um absurdo', 'human'],
    ['quero agendar uma visita', 'appointment'],
    ['preciso desmarcar meu horário', 'appointment'],
    ['pode confirmar o pedido', 'order'],
  ])('%s', (text, intent) => {
    expect(ask('triage', says(text))).toMatchObject({ intent, language: 'pt-BR', preference: null });
  });

  test('"quero 2" is an order after a list, and nothing known before one', () => {
    expect(ask('triage', list, says('quero 2'))).toMatchObject({ intent: 'order' });
    expect(ask('triage', says('quero 2'))).not.toMatchObject({ intent: 'order' });
  });

  test('a number after a list of free times is about the appointment', () => {
    const times = message(
      'assistant',
      'Horários livres:\n1. segunda, 23/11, às 9h\nQual deles você prefere?',
    );
    expect(ask('triage', times, says('o segundo'))).toMatchObject({ intent: 'appointment' });
  });

  test('language, anger and urgency are noticed', () => {
    expect(ask('triage', says('hello, do you have drills?'))).toMatchObject({ language: 'en' });
    expect(ask('triage', says('que palhaçada'))).toMatchObject({ sentiment: 'angry' });
    expect(ask('triage', says('é urgente, tem disjuntor?'))).toMatchObject({ urgency: 'high' });
  });

  test('a preference is noticed', () => {
    expect(ask('triage', says('Prefiro 220V, tem furadeira?'))).toMatchObject({ preference: 'prefere 220V' });
  });
});

test('a search query keeps measures and codes and drops conversation', () => {
  const query = (text: string) => ask('search_query', says(text));
  expect(query('Oi, vocês tem furadera de inpacto 220V?')).toEqual({ query: 'furadera inpacto 220V' });
  expect(query('quanto custa o FUR-750?')).toEqual({ query: 'FUR-750' });
});

describe('an order request', () => {
  const products = [
    { product_id: 11, name: 'Furadeira de Impacto 127V', sku: 'FUR-127' },
    { product_id: 12, name: 'Martelo de Unha 27 mm', sku: 'MAR-27' },
  ];
  const material = message('user', `<shown_products>\n${JSON.stringify({ products })}\n</shown_products>`);
  const items = (text: string) =>
    (ask('order_request', list, says(text), material) as { items: unknown[] }).items;

  test('a bare number is of the first product', () => {
    expect(items('quero 2')).toEqual([
      { product_id: 11, description: 'Furadeira de Impacto 127V', quantity: 2 },
    ]);
  });
  test('an ordinal and a name are of the product they name', () => {
    expect(items('quero 3 do segundo')).toMatchObject([{ product_id: 12, quantity: 3 }]);
    expect(items('2 furadeiras e 1 martelo')).toMatchObject([
      { product_id: 11, quantity: 2 },
      { product_id: 12, quantity: 1 },
    ]);
  });
  test('what was not shown has no number of a product', () => {
    expect(items('quero 4 baldes')).toEqual([{ product_id: null, description: 'baldes', quantity: 4 }]);
  });
  test('no product and no quantity is no item', () => {
    expect(items('quero')).toMatchObject([{ product_id: 11, quantity: 1 }]);
    expect(ask('order_request', says('quero'))).toEqual({ items: [] });
  });
});

describe('an appointment', () => {
  const shown = [{ number: 1 }, { number: 2 }];
  const material = message('user', `<free_times>\n${JSON.stringify({ shown })}\n</free_times>`);
  const request = (text: string) => ask('appointment_request', says(text), material);

  test('is booked, moved or cancelled', () => {
    expect(request('quero agendar uma visita de manhã')).toMatchObject({
      action: 'book',
      part_of_day: 'morning',
    });
    expect(request('preciso remarcar')).toMatchObject({ action: 'move', choice: null });
    expect(request('quero desmarcar')).toMatchObject({ action: 'cancel' });
    expect(request('marcar 2026-12-01 às 14:00')).toMatchObject({ date: '2026-12-01', time: '14:00' });
  });
  test('of their own is chosen from those that were shown', () => {
    const own = message(
      'user',
      `<free_times>\n${JSON.stringify({ shown: [], appointments: shown })}\n</free_times>`,
    );
    expect(ask('appointment_request', says('o segundo'), own)).toMatchObject({
      appointment: 2,
      choice: null,
    });
    expect(request('o segundo')).toMatchObject({ appointment: null });
    const list = message('assistant', 'Seus horários marcados:\n1. segunda, 23/11, às 14h');
    expect(ask('triage', list, says('1'))).toMatchObject({ intent: 'appointment' });
  });
  test('takes one of the times that were shown, and no other', () => {
    expect(request('o segundo')).toMatchObject({ choice: 2 });
    expect(request('1')).toMatchObject({ choice: 1 });
    expect(request('3')).toMatchObject({ choice: null });
  });
  test.each([
    ['sim', 'confirm'],
    ['não', 'decline'],
    ['qual é o endereço?', 'other'],
  ])('"%s" means %s', (text, decision) => {
    expect(ask('appointment_decision', says(text))).toEqual({ decision });
  });
});

test.each([
  ['sim, pode confirmar', 'confirm'],
  ['ok', 'confirm'],
  ['não quero mais', 'cancel'],
  ['muda para 3', 'change'],
  ['tem desconto?', 'other'],
  ['pode ser amanhã?', 'other'],
  ['não sei', 'other'],
])('the decision in "%s" is %s', (text, decision) => {
  expect(ask('order_decision', says(text))).toEqual({ decision });
});

describe('an agent with tools', () => {
  const tools = ['odoo_list_customer_orders', 'qdrant_search_knowledge'].map((name) => ({
    name,
    parameters: {},
  }));
  const step = (...messages: ChatMessage[]) => demoPolicy({ messages, tools, toolChoice: 'auto' });
  const result = (content: string) => message('tool', content);

  test('chooses the tool that fits the question', () => {
    expect(step(says('cadê meu pedido?')).toolCalls?.[0]?.name).toBe('odoo_list_customer_orders');
    expect(step(says('qual o prazo de troca?')).toolCalls?.[0]?.name).toBe('qdrant_search_knowledge');
  });
  test('answers from what the tool returned', () => {
    const orders = [
      { name: 'S00042', state: 'sale', amount_total: 399.8, currency: 'BRL', delivery_status: 'pending' },
    ];
    expect(step(says('cadê?'), result(JSON.stringify({ orders }))).content).toContain(
      'S00042: confirmado, entrega em preparação, R$ 399,80',
    );
    expect(step(says('troca?'), result('{"results":[{"text":"Trocas em até 7 dias."}]}')).content).toBe(
      'Trocas em até 7 dias.',
    );
  });
  test('reads what the crews have framed', () => {
    const framed = '<tool_result>\n{"results":[{"text":"Trocas em até 7 dias."}]}\n</tool_result>';
    expect(step(says('troca?'), result(framed)).content).toBe('Trocas em até 7 dias.');
  });
  test('a tool that failed ends in an offer of a human', () => {
    expect(step(says('troca?'), result('upstream_error: down')).content).toContain('atendente');
  });
});

test('search results become a numbered list, an empty one a question', () => {
  const answer = (data: object) =>
    demoPolicy({
      messages: [message('user', `<search_results>\n${JSON.stringify(data)}\n</search_results>`)],
      tools: [],
      toolChoice: 'auto',
    }).content;
  expect(
    answer({
      query: 'trena',
      products: [{ name: 'Trena 5 m', price: 29.9, currency: 'BRL', free_quantity: 12 }],
    }),
  ).toBe('Encontrei:\n1. *Trena 5 m*: R$ 29,90 (12 em estoque)\nQuantas unidades você quer?');
  expect(answer({ query: 'avião', products: [] })).toContain('Não encontrei "avião"');
});

describe('words that hang together', () => {
  const products = [{ product_id: 11, name: 'Trena 5 m', sku: 'TRE-5' }];
  const order = { state: 'draft', lines: [{ product_id: 12, name: '[MRT-27] Martelo', quantity: 2 }] };
  const shown = message(
    'user',
    `<shown_products>\n${JSON.stringify({ products, order })}\n</shown_products>`,
  );
  const items = (text: string) => (ask('order_request', says(text), shown) as { items: unknown[] }).items;

  test('things between commas are things of their own', () => {
    expect(items('quero 2 martelos, 3 trenas e 1 escada')).toMatchObject([
      { product_id: 12, quantity: 2 },
      { product_id: 11, quantity: 3 },
      { product_id: null, description: 'escada', quantity: 1 },
    ]);
  });

  test('something more is added to what is being ordered; a bare number is of that', () => {
    expect(items('adiciona 1 trena')).toMatchObject([
      { product_id: 12, quantity: 2 },
      { product_id: 11, quantity: 1 },
    ]);
    expect(items('na verdade muda para 4')).toMatchObject([{ product_id: 12, quantity: 4 }]);
  });

  test("the words that a reply quotes are not the customer's", () => {
    expect(ask('search_query', says('[em resposta a: "1. Trena 5 m"]\nmartelo'))).toEqual({
      query: 'martelo',
    });
  });

  test("a text that only looks like markup is the customer's", () => {
    expect(ask('triage', says('<b>quero falar com um atendente</b>'))).toMatchObject({ intent: 'human' });
  });

  test('a yes to the offer of a person calls one', () => {
    const offer = message('assistant', 'Um atendente precisa ajudar. Quer que eu chame?');
    expect(ask('triage', offer, says('sim'))).toMatchObject({ intent: 'human' });
    expect(ask('triage', list, says('sim'))).not.toMatchObject({ intent: 'human' });
  });

  test('who hesitates is searched nothing for', () => {
    expect(ask('triage', list, says('hmm, vou ver com meu marido'))).toMatchObject({ intent: 'other' });
    const { content } = demoPolicy({ messages: [says('deixa eu ver')], tools: [], toolChoice: 'auto' });
    expect(content).toMatch(/Sem pressa/);
  });

  test('what is to be done with a time was said before the time', () => {
    const times = message('user', '<free_times>\n{"shown":[1,2],"appointment":{}}\n</free_times>');
    expect(ask('appointment_request', says('quero remarcar'), says('o segundo'), times)).toMatchObject({
      action: 'move',
      choice: 2,
    });
  });

  test('English is searched for in Portuguese and answered in English', () => {
    expect(ask('search_query', says('Hello! Do you have hammers?'))).toEqual({ query: 'martelo' });
    const results = {
      query: 'martelo',
      products: [{ name: 'Martelo', price: 39.9, currency: 'BRL', free_quantity: 0 }],
    };
    const material = message('user', `<search_results>\n${JSON.stringify(results)}\n</search_results>`);
    const { content } = demoPolicy({
      messages: [says('do you have hammers?'), material],
      tools: [],
      toolChoice: 'auto',
    });
    expect(content).toBe(
      'I found:\n1. *Martelo*: R$39.90 (out of stock at the moment)\nHow many would you like?',
    );
  });
});
