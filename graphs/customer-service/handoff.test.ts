import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { END } from '@langchain/langgraph';
import { describe, expect, test } from 'vitest';
import { loadBusinessProfile } from '#config/business-profile.ts';
import { openingHoursSchema } from '#config/opening-hours.ts';
import { handoffCauses } from '../shared/conversation-state.ts';
import type { NodeRuntime } from '../shared/crew-tools.ts';
import { causeBefore, causeOf, hasFailedTooOften } from './handoff-rules.ts';
import { causeNames, handoffReply } from './handoff-words.ts';
import { afterSpecialist, afterTriage, atEnd, specialistFor } from './routes.ts';
import { bestNamed } from './same-name.ts';
import type { CustomerServiceState } from './state.ts';
import { summaryOf } from './summary.ts';

const business = loadBusinessProfile('the example');
const stateOf = (changes: Partial<CustomerServiceState>) =>
  ({
    messages: [],
    candidates: [],
    memory: { preferences: [], orders: [] },
    products: [],
    customer: null,
    order: null,
    urgency: 'normal',
    intent: null,
    handoffCause: null,
    unanswered: false,
    failures: 0,
    detour: false,
    ...changes,
  }) as CustomerServiceState;

describe('before a model is asked', () => {
  const cause = (text: string, words: string[]) =>
    causeBefore(
      { business: { ...business, handoff: { ...business.handoff, words } } },
      { messages: [new HumanMessage(text)] },
      {} as NodeRuntime,
    );
  test.each([
    ['Vou ao Procon.', ['procon'], 'words'],
    ['vou processar: AÇÃO JUDICIAL', ['ação judicial'], 'words'],
    ['acao judicial', ['ação judicial'], 'words'],
    ['proconsul', ['procon'], null],
    ['oi', [], null],
  ])('"%s" with %j: %s', async (text, words, expected) => {
    expect(await cause(text, words)).toBe(expected);
  });
});

describe('after triage', () => {
  const ana = { phone: '+5511987654321' };

  test.each([
    ['human', 'neutral', 'asked'],
    ['product', 'angry', 'sentiment'],
    ['product', 'negative', null],
    ['greeting', 'neutral', null],
  ] as const)('%s, %s: %s', (intent, sentiment, expected) => {
    expect(causeOf({ intent, sentiment }, business, ana)).toBe(expected);
  });
  test('a crew that is off leaves its subject to people, and the others theirs to crews', () => {
    const profile = { ...business, crews: ['support' as const] };
    expect(causeOf({ intent: 'appointment', sentiment: 'neutral' }, profile, ana)).toBe('crew_off');
    expect(causeOf({ intent: 'support', sentiment: 'neutral' }, profile, ana)).toBeNull();
  });
  test.each([
    ['order', 'not_verified'],
    ['appointment', 'not_verified'],
    ['support', null],
    ['product', null],
  ] as const)('%s of somebody for whom the channel does not vouch: %s', (intent, expected) => {
    expect(causeOf({ intent, sentiment: 'neutral' }, business, { id: 7, name: 'Ana' })).toBe(expected);
    expect(causeOf({ intent, sentiment: 'neutral' }, business, { email: 'ana@example.com' })).toBeNull();
  });
  test('who of several writes is asked only where it matters', () => {
    const candidates = [
      { partner_id: 1, name: 'A' },
      { partner_id: 2, name: 'B' },
    ];
    const route = (intent: CustomerServiceState['intent']) => afterTriage(stateOf({ intent, candidates }));
    expect([route('order'), route('appointment'), route('support')]).toEqual([
      'ask_who',
      'ask_who',
      'ask_who',
    ]);
    expect([route('product'), route('greeting')]).toEqual(['product_search', 'converse']);
    expect(afterTriage(stateOf({ intent: 'order', candidates, handoffCause: 'words' }))).toBe('hand_off');
  });
  test.each([
    ['product', 'product_search'],
    ['order', 'order_creation'],
    ['appointment', 'scheduling'],
    ['support', 'support'],
    ['human', 'hand_off'],
    ['other', 'converse'],
  ] as const)('%s goes to %s', (intent, node) => {
    expect(specialistFor(stateOf({ intent }))).toBe(node);
  });
});

describe('after a specialist', () => {
  const route = afterSpecialist(business);
  test('the turn ends, is triaged anew, or goes to a person', () => {
    expect(route(stateOf({}))).toBe(END);
    expect(route(stateOf({ detour: true }))).toBe('triage');
    expect(route(stateOf({ handoffCause: 'unfounded_reply' }))).toBe('hand_off');
    expect(route(stateOf({ unanswered: true, failures: 2 }))).toBe('hand_off');
  });
  test('what later turns will need is remembered, and a long thread is shortened', () => {
    const order = { name: 'S00003', state: 'sale' } as CustomerServiceState['order'];
    const memory = { preferences: [], orders: [{ name: 'S00003', total: 'R$ 10,00', date: '2026-11-22' }] };
    expect(atEnd(stateOf({ preference: 'prefere 220 V' }))).toBe('remember');
    expect(atEnd(stateOf({ order }))).toBe('remember');
    expect(atEnd(stateOf({ order, memory }))).toBe(END);
    expect(atEnd(stateOf({ unanswered: true }))).toBe('remember');
    expect(atEnd(stateOf({ failures: 1 }))).toBe('remember');
    const messages = Array.from({ length: 61 }, () => new HumanMessage('oi'));
    expect(atEnd(stateOf({ messages }))).toBe('condense');
    expect(atEnd(stateOf({ messages, failures: 1 }))).toBe('remember');
  });
  test('failures count in a row', () => {
    expect(hasFailedTooOften({ failures: 1, unanswered: true }, business)).toBe(false);
    expect(hasFailedTooOften({ failures: 9, unanswered: false }, business)).toBe(false);
  });
});

describe('what the customer is told', () => {
  const hours = {
    ...openingHoursSchema.parse({ week: { monday: ['08:00-18:00'] } }),
    outside: { 'pt-BR': 'Fechado agora.', en: 'Closed now.' },
  };
  const [open, closed] = [new Date('2026-11-23T12:00:00Z'), new Date('2026-11-22T12:00:00Z')];
  test('within the hours', () => {
    expect(handoffReply('asked', hours, 'pt-BR', open)).toMatch(/^Certo! .+por aqui\.$/);
    expect(handoffReply('sentiment', hours, 'en', open)).toMatch(/^A person can help/);
  });
  test('outside them, with the next opening', () => {
    expect(handoffReply('asked', hours, 'pt-BR', closed)).toMatch(
      /por aqui\. Fechado agora\. Voltamos segunda, 23\/11, às 8h\.$/,
    );
    expect(handoffReply('asked', hours, 'en', closed)).toMatch(
      /Closed now\. We are back on Monday, 11\/23, at 08:00\.$/,
    );
  });
  test('and not a second time where the channel has told them', () => {
    expect(handoffReply('asked', undefined, 'pt-BR', closed)).toMatch(/por aqui\.$/);
  });
  test('and why, to the person, for each cause', () => {
    expect(Object.keys(causeNames).sort()).toEqual([...handoffCauses].sort());
  });
});

test('a person reads who, what order, how urgent, and the end of the talk, within bounds', () => {
  const messages = [new HumanMessage('oi'), new AIMessage('Olá!'), new HumanMessage('x'.repeat(5_000))];
  const summary = summaryOf(stateOf({ messages, urgency: 'high' }), 12);
  expect(summary).toMatch(
    /^Cliente: não identificado no Odoo\nPedido: nenhum nesta conversa\nLead criado no Odoo: 12\nUrgência: alta/,
  );
  expect(summary).toContain('Cliente: oi\nRobô: Olá!');
  expect(summary.length).toBeLessThan(2_000);
});

describe('the customer whose name fits', () => {
  const candidates = [{ name: 'Maria da Silva' }, { name: 'João da Silva' }, { name: 'Márcio Souza' }];
  test.each([
    ['Maria', 'Maria da Silva'],
    ['é o joao', 'João da Silva'],
    ['MARCIO SOUZA', 'Márcio Souza'],
    ['Silva', undefined], // two of them
    ['da', undefined],
    ['Maria ou João', undefined],
    ['Zé', undefined],
    ['', undefined],
  ])('"%s": %s', (words, name) => {
    expect(bestNamed(candidates, words)?.name).toBe(name);
  });
});
