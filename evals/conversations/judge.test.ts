import { describe, expect, test } from 'vitest';
import { judge } from './judge.ts';
import type { Played, PlayedStep } from './play-dialogue.ts';
import { parseDialogue } from './read-dialogues.ts';
import type { OdooFound } from './read-odoo.ts';

const nothing: OdooFound = { orders: [], partners: 0, appointments: 0, leads: 0, notes: [] };
const order = { id: 1, name: 'S00007', state: 'sale', total: 52.29, lines: { 'TRE-5': 2 } };

/** A dialogue of one step that went like this. */
function played(
  { step, ends = '{}' }: { step: string; ends?: string },
  went: Partial<PlayedStep> = {},
  left: Partial<Played> = {},
): Played {
  const dialogue = parseDialogue('one.yaml', `{ class: order, shows: it, steps: [${step}], ends: ${ends} }`);
  const [first] = dialogue.steps;
  if (!first) throw new Error('no step');
  return {
    dialogue,
    steps: [{ step: first, replies: ['Olá!'], notes: [], tools: [], ...went }],
    status: 'pending',
    before: nothing,
    after: nothing,
    handoff: null,
    memory: '{}',
    spent: { tokens: 0, money: 0 },
    seconds: 1,
    ...left,
  };
}
const failures = (...parameters: Parameters<typeof played>) =>
  judge(played(...parameters)).map(({ kind, step, text }) => `${kind} ${step} ${text}`);

test('all is well where all is as expected', () => {
  const step =
    '{ customer: oi, tools: [odoo_find_customer], never: [odoo_create_lead], reply: [olá], not: [tchau] }';
  expect(failures({ step }, { tools: ['odoo_find_customer'] })).toEqual([]);
});

describe('in a step', () => {
  test('a message has exactly one reply', () => {
    const step = '{ customer: oi }';
    expect(failures({ step }, { replies: [] })).toEqual([
      expect.stringMatching(/^effect 1 0 replies, not 1/),
    ]);
    expect(failures({ step }, { replies: ['a', 'b'] })).toEqual([expect.stringMatching(/2 replies, not 1/)]);
  });

  test('or none where the bot keeps out', () => {
    const step = '{ customer: oi, silent: true }';
    expect(failures({ step }, { replies: [] })).toEqual([]);
    expect(failures({ step })).toEqual([expect.stringMatching(/1 replies, not 0/)]);
  });

  test('tools that must be called are, and others are not', () => {
    const step = '{ customer: oi, tools: [odoo_get_order], never: [odoo_create_lead] }';
    expect(failures({ step }, { tools: ['odoo_create_lead'] })).toEqual([
      'effect 1 odoo_get_order was not called, but odoo_create_lead',
      'effect 1 odoo_create_lead was called',
    ]);
  });

  test('words are looked for in the reply', () => {
    const step = '{ customer: oi, reply: [trena], not: [olá] }';
    expect(failures({ step })).toEqual([
      'words 1 the reply does not hold /trena/iu: Olá!',
      'words 1 the reply holds /olá/iu: Olá!',
    ]);
  });

  test("an operator's note is answered by a note, and the customer hears of it only where that is expected", () => {
    const step = '{ operator: { note: /bot aprovar }, note: [aprovado] }';
    expect(failures({ step }, { replies: [], notes: ['Aprovado por Ana'] })).toEqual([]);
    expect(failures({ step }, { replies: ['Olá!'], notes: [] })).toEqual([
      expect.stringMatching(/1 replies, not 0/),
      expect.stringMatching(/no note holds/),
    ]);
  });
});

describe('at the end', () => {
  const step = '{ customer: oi }';

  test.each<[what: string, ends: string, left: Partial<Played>]>([
    ['the status', '{ status: open }', {}],
    ['an order that was not made', '{ orders: [{ state: sale, lines: { TRE-5: 2 } }] }', {}],
    ['an order that nobody expected', '{}', { after: { ...nothing, orders: [order] } }],
    ['an appointment', '{ appointments: 1 }', {}],
    ['a lead', '{}', { after: { ...nothing, leads: 1 } }],
    ['a customer that was made', '{}', { after: { ...nothing, partners: 1 } }],
    ['why a person was called', '{ handoff: asked }', { handoff: 'failures' }],
    ['a note on an order', '{ order_notes: [defeito] }', {}],
    ['what is remembered', '{ remembers: [220] }', {}],
  ])('%s is compared', (_, ends, left) => {
    expect(failures({ step, ends: ends.replace('220', "'220'") }, {}, left)).toEqual([
      expect.stringMatching(/^effect 0 /),
    ]);
  });

  test('only orders of this dialogue count, whatever the order of their lines', () => {
    const made = { ...order, id: 2, name: 'S00008', lines: { 'TRE-5': 2, 'ALI-8': 1 } };
    const left = { before: { ...nothing, orders: [order] }, after: { ...nothing, orders: [order, made] } };
    const ends = '{ orders: [{ state: sale, lines: { ALI-8: 1, TRE-5: 2 } }] }';
    expect(failures({ step, ends }, {}, left)).toEqual([]);
  });

  test('what may be any is not compared', () => {
    const left = { after: { ...nothing, orders: [order], partners: 1 } };
    expect(failures({ step, ends: '{ orders: any, new_customers: any }' }, {}, left)).toEqual([]);
  });
});

describe('a statement about an order', () => {
  const ends = '{ orders: any }';
  const told = (reply: string, orders = [order], step = '{ customer: oi }') =>
    failures({ step, ends }, { replies: [reply] }, { after: { ...nothing, orders } });
  const confirmation = 'Pedido *S00007* confirmado, no total de R$ 52,29. Obrigado pela compra!';

  test('is true where Odoo has it so', () => {
    expect(told(confirmation)).toEqual([]);
    expect(told('Order *S00007* is confirmed, R$52.29 in total.')).toEqual([]);
  });

  test('is wrong where the order is not confirmed, or not at this total', () => {
    expect(told(confirmation, [{ ...order, state: 'draft' }])).toEqual([
      expect.stringMatching(/^effect 0 S00007 is draft/),
    ]);
    expect(told(confirmation, [{ ...order, total: 60 }])).toEqual([expect.stringMatching(/but was told/)]);
  });

  test("must not be about another customer's, unless this one has named it", () => {
    expect(told('S00009: confirmado')).toEqual([
      'effect 0 S00009 is no order of this customer: S00009: confirmado',
    ]);
    expect(told('Não encontrei o S00009.', [], '{ customer: e o S00009? }')).toEqual([]);
  });
});
