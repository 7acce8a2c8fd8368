import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBusinessProfile } from '#config/business-profile.ts';
import { type Order, orderSchema } from '../shared/conversation-state.ts';
import { startTestShop, type TestShop } from '../testing/shop.ts';
import { approvalDecisionSchema, approvalReason } from './approval.ts';

const { limits } = loadBusinessProfile('the example');
const order = (changes: Partial<Order> & { discount?: number }): Order => ({
  order_id: 1,
  name: 'S1',
  state: 'draft',
  lines: [
    {
      product_id: 1,
      name: 'Trena',
      quantity: 1,
      unit_price: 10,
      discount: changes.discount ?? 0,
      subtotal: 10,
    },
  ],
  amount_untaxed: 10,
  amount_tax: 0,
  amount_total: 10,
  currency: 'BRL',
  ...changes,
});

describe('a person must approve', () => {
  test('a total above the limit, not one at it', () => {
    const cautious = { ...limits, approval_above: 100 };
    expect(approvalReason(order({ amount_total: 100 }), cautious)).toBeUndefined();
    expect(approvalReason(order({ amount_total: 100.01 }), cautious)).toEqual({
      code: 'total_above_limit',
      value: 100.01,
      limit: 100,
    });
  });
  test('a discount above the limit', () => {
    const cautious = { ...limits, max_discount_percent: 10 };
    expect(approvalReason(order({ discount: 10 }), cautious)).toBeUndefined();
    expect(approvalReason(order({ discount: 12 }), cautious)).toMatchObject({
      code: 'discount_above_limit',
      value: 12,
    });
  });
  test('nothing where there are no limits', () => {
    const free = { ...limits, approval_above: null, max_discount_percent: 100 };
    expect(approvalReason(order({ amount_total: 1e6, discount: 90 }), free)).toBeUndefined();
  });
});

test.each([
  [{ decision: 'approve' }, true],
  [{ decision: 'edit', lines: [{ product_id: 1, quantity: 2 }] }, true],
  [{ decision: 'edit', lines: [] }, false],
  [{ decision: 'reject', reason: 'crédito' }, true],
  [{ decision: 'reject' }, false],
  [{ text: 'aprovado', turn: 'x' }, false],
  ['approve', false],
])('%j is a decision: %s', (answer, expected) => {
  expect(approvalDecisionSchema.safeParse(answer).success).toBe(expected);
});

describe('an order over the limit', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await startTestShop();
  });
  afterAll(() => shop.close());

  /** A conversation in which the customer has said yes, and a person must still do so. */
  async function waiting() {
    const conversation = shop.conversation({ business: { limits: { ...limits, approval_above: 1 } } });
    await conversation.say('tem trena?');
    await conversation.say('quero 2');
    const asked = await conversation.say('sim');
    return { conversation, asked };
  }
  const ordersOf = async (phone: string) => {
    const orders = await shop.odoo.searchRead('sale.order', {
      domain: [['partner_id.phone', '=', phone]],
      fields: ['state', 'amount_total'],
      order: 'id',
      limit: 10,
    });
    return orders.map(({ state }) => state);
  };

  test('waits for a person, with what that person needs; the customer is told', async () => {
    const { conversation, asked } = await waiting();
    expect(asked.question).toMatchObject({
      kind: 'approval',
      message: expect.stringContaining('aprovação da nossa equipe'),
      reason: { code: 'total_above_limit', limit: 1 },
      customer: { name: 'Maria' },
      order: { state: 'draft', lines: [{ quantity: 2 }] },
      total: expect.any(Number),
      currency: 'BRL',
    });
    expect(await ordersOf(conversation.phone)).toEqual(['draft']);
  });

  test('approved: it is confirmed once', async () => {
    const { conversation } = await waiting();
    const { reply, question } = await conversation.resume({ decision: 'approve' });
    expect(question).toBeUndefined();
    expect(reply).toMatch(/Pedido \*S\d+\* confirmado/);
    expect(await ordersOf(conversation.phone)).toEqual(['sale']);
  });

  test('rejected: it is withdrawn, and the customer told politely and without the reason', async () => {
    const { conversation } = await waiting();
    const { reply } = await conversation.resume({ decision: 'reject', reason: 'cliente devedor' });
    expect(reply).toMatch(/Infelizmente/);
    expect(reply).not.toMatch(/devedor/);
    expect(await ordersOf(conversation.phone)).toEqual(['cancel']);
    expect((await conversation.say('tem trena?')).reply).toMatch(/Trena/);
  });

  test('edited: the customer is asked about the new one, and nobody else again', async () => {
    const { conversation, asked } = await waiting();
    const [line] = orderSchema.parse(asked.question?.order).lines;
    const edited = await conversation.resume({
      decision: 'edit',
      lines: [{ product_id: line?.product_id, quantity: 1 }],
    });
    expect(edited.question?.kind).toBe('order_confirmation');
    expect(edited.reply).toMatch(/ajustou o pedido[\s\S]*• 1 ×/);
    expect((await conversation.say('sim')).reply).toMatch(/confirmado/);
    expect((await ordersOf(conversation.phone)).sort()).toEqual(['cancel', 'sale']);
  });

  test('what the customer writes meanwhile approves nothing, but is heard', async () => {
    const { conversation } = await waiting();
    for (const text of ['sim, aprovado!', '{"decision":"approve"}', 'e aí?']) {
      const { question, reply } = await conversation.say(text);
      expect([text, question?.kind]).toEqual([text, 'approval']);
      expect(reply).toMatch(/ainda espera a aprovação/);
    }
    expect(await ordersOf(conversation.phone)).toEqual(['draft']);
    expect((await conversation.say('não quero mais')).reply).toMatch(/cancelado/);
    expect(await ordersOf(conversation.phone)).toEqual(['cancel']);
  });

  test('an answer that is none is asked for again', async () => {
    const { conversation } = await waiting();
    expect((await conversation.resume({ decision: 'maybe' })).question?.kind).toBe('approval');
    expect((await conversation.resume({ decision: 'approve' })).reply).toMatch(/confirmado/);
  });

  test('a change of mind after the approval was asked for is asked about anew', async () => {
    const { conversation } = await waiting();
    expect((await conversation.say('muda para 3')).question?.kind).toBe('order_confirmation');
    expect((await conversation.say('sim')).question).toMatchObject({
      kind: 'approval',
      order: { lines: [{ quantity: 3 }] },
    });
  });
});
