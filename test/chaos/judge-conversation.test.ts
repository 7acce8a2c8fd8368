import { describe, expect, test } from 'vitest';
import type { Dialogue } from './dialogue.ts';
import { type Evidence, judgeConversation } from './judge-conversation.ts';

const dialogue: Dialogue = {
  steps: [
    { texts: ['oi', 'bom dia'], expected: /ajudar/ },
    { texts: ['quero 1'], expected: /total/ },
  ],
  orders: true,
};

/** A conversation in which everything happened once, and what a test changes of it. */
function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    played: {
      phone: '+5511900000001',
      dialogue,
      bursts: [[1, 2], [4]],
      said: [[1, 2], [4]],
      waits: [700, 900],
    },
    status: 'pending',
    answers: [
      { content: 'Como posso ajudar?', to: [2, 1] },
      { content: 'O total é R$ 3,20', to: [4] },
    ],
    orders: [{ name: 'S00042', state: 'sale', lines: [{ productId: 9, quantity: 1 }] }],
    partners: 1,
    productId: 9,
    ...changes,
  };
}

const faultsOf = (changes: Partial<Evidence>) => judgeConversation(evidence(changes));
const order = evidence().orders[0] as Evidence['orders'][number];
const [greeting, quotation] = evidence().answers as [
  Evidence['answers'][number],
  Evidence['answers'][number],
];

describe('the judge', () => {
  test('finds nothing where everything happened once', () => {
    expect(faultsOf({})).toEqual([]);
  });

  test('a message without an answer', () => {
    expect(faultsOf({ answers: [greeting] })).toEqual(['message 4 has 0 answers']);
  });

  test('an answer that came twice', () => {
    expect(faultsOf({ answers: [greeting, quotation, quotation] })).toEqual(['message 4 has 2 answers']);
  });

  test('a message that was answered by itself and with its burst', () => {
    const again = { content: 'Como posso ajudar?', to: [1] };
    expect(faultsOf({ answers: [again, greeting, quotation] })).toEqual(['message 1 has 2 answers']);
  });

  test('a burst may be answered in parts', () => {
    const parts = [
      { content: 'Olá', to: [1] },
      { content: 'Como posso ajudar?', to: [2] },
    ];
    expect(faultsOf({ answers: [...parts, quotation] })).toEqual([]);
  });

  test('an answer to nothing, such as an apology', () => {
    const apology = { content: 'Desculpe', to: [], stranger: 'thread:turn:dead#1' };
    expect(faultsOf({ answers: [greeting, quotation, apology] })).toEqual([
      '"Desculpe" answers no message (thread:turn:dead#1)',
    ]);
  });

  test('an answer that does not fit what was said', () => {
    const wrong = { content: 'Não encontrei nada', to: [4] };
    expect(faultsOf({ answers: [greeting, wrong] })).toEqual([
      '"quero 1" was answered by "Não encontrei nada"',
    ]);
  });

  test('what was asked again is judged by its last answer, and each time was answered once', () => {
    const played = { ...evidence().played, bursts: [[1, 2], [3], [4]] };
    const away = { content: 'Desculpe', to: [3] };
    expect(faultsOf({ played, answers: [greeting, away, quotation] })).toEqual([]);
    expect(faultsOf({ played, answers: [greeting, quotation] })).toEqual(['message 3 has 0 answers']);
  });

  test('a conversation that is stuck, or that a person was called to', () => {
    const stuck = { ...evidence().played, waits: [700] };
    expect(faultsOf({ played: stuck })).toEqual(['stuck in step 2 of 2']);
    expect(faultsOf({ status: 'open' })).toEqual(['the conversation is open, not with the bot']);
  });

  test('an order that was made twice, not at all, or not confirmed', () => {
    expect(faultsOf({ orders: [order, { ...order, name: 'S00043' }] })).toEqual([
      '2 orders in Odoo, not 1: S00042 sale, S00043 sale',
    ]);
    expect(faultsOf({ orders: [] })).toEqual(['0 orders in Odoo, not 1']);
    expect(faultsOf({ orders: [{ ...order, state: 'draft' }] })).toEqual(['S00042 is draft, not confirmed']);
  });

  test('an order with a line too many, or of something else', () => {
    const line = { productId: 9, quantity: 1 };
    for (const lines of [[line, line], [{ ...line, quantity: 2 }], [{ ...line, productId: 8 }], []]) {
      expect(faultsOf({ orders: [{ ...order, lines }] })).toEqual([
        `S00042 has the lines ${JSON.stringify(lines)}`,
      ]);
    }
  });

  test('an order that nobody asked for', () => {
    const played = { ...evidence().played, dialogue: { ...dialogue, orders: false } };
    expect(faultsOf({ played })).toEqual(['1 orders in Odoo, not 0: S00042 sale']);
  });

  test('a customer who was written down twice', () => {
    expect(faultsOf({ partners: 2 })).toEqual(['the customer is in Odoo 2 times']);
  });
});
