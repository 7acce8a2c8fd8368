import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadBusinessProfile } from '#config/business-profile.ts';
import { demoPolicy } from '#sandbox/openai/demo-policy/demo-policy.ts';
import type { ChatPolicy, ChatRequest } from '#sandbox/openai/policy.ts';
import { startTestShop, type TestShop } from '../../testing/shop.ts';
import { guardedReply } from './guarded-reply.ts';

const evidence = {
  results: [{ price: 10 }],
  customerWords: '',
  business: loadBusinessProfile('the example'),
  wrote: false,
};

describe('a reply', () => {
  /** Writes one reply after the other, and keeps what it was told. */
  function writer(...replies: string[]) {
    const reviews: BaseMessage[][] = [];
    const write = async (review: BaseMessage[]) => {
      reviews.push(review);
      return { reply: replies[reviews.length - 1] ?? '', evidence };
    };
    return { write, reviews };
  }

  test('that is founded is sent as it is', async () => {
    const { write, reviews } = writer('R$ 10,00');
    expect(await guardedReply(write)).toEqual({ reply: 'R$ 10,00', messages: [expect.any(AIMessage)] });
    expect(reviews).toEqual([[]]);
  });
  test('that is not is sent back once, with what is wrong', async () => {
    const { write, reviews } = writer('R$ 9,00', 'R$ 10,00');
    expect((await guardedReply(write)).reply).toBe('R$ 10,00');
    expect(reviews[1]).toEqual([expect.any(AIMessage), expect.any(HumanMessage)]);
    expect(reviews[1]?.[1]?.text).toMatch(/^<review>\n[\s\S]*"problems":\["R\$ 9,00"\]/);
  });
  test('that is wrong again is not sent, and a person takes over', async () => {
    const { write } = writer('R$ 9,00', 'R$ 8,00');
    expect(await guardedReply(write)).toEqual({ reply: '', messages: [], handoffCause: 'unfounded_reply' });
  });
});

describe('a model that lies', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await startTestShop();
  });
  afterAll(() => shop.close());

  /** Reads as the demo model does, but says what it likes. */
  const liar =
    (says: (request: ChatRequest) => string): ChatPolicy =>
    (request) => {
      const honest = demoPolicy(request);
      return honest.content === undefined ? honest : { content: says(request) };
    };
  const isReviewed = ({ messages }: ChatRequest) =>
    messages.some(({ role, content }) => role === 'user' && content.startsWith('<review>'));

  test('about a price is corrected once, and the customer sees the true one', async () => {
    shop.think(
      liar((request) => (isReviewed(request) ? (demoPolicy(request).content ?? '') : 'Só R$ 1,23 hoje!')),
    );
    const { reply, values } = await shop.conversation().say('tem trena?');
    expect(reply).toMatch(/1\. \*Trena/);
    expect(reply).not.toContain('1,23');
    expect(values.handoff).toBeNull();
  });

  test.each([
    ['a price', 'tem trena?', 'Só R$ 1,23 hoje!'],
    ['a stock', 'tem 77 trenas?', 'Temos 77 em estoque.'],
    ['an order', 'cadê meu pedido?', 'O pedido S99999 sai hoje.'],
    ['a refund', 'qual é a regra de troca?', 'Seu dinheiro será reembolsado.'],
    ['somebody else', 'cadê meu pedido?', 'O vizinho é o João, 11 98888-7777.'],
  ])('about %s, and does so again, is replaced by a person', async (_, text, lie) => {
    shop.think(liar(() => lie));
    const { reply, values } = await shop.conversation().say(text);
    expect(reply).not.toContain(lie);
    expect(values.handoff).toMatchObject({
      reason: expect.stringContaining('dados que não estão nos resultados'),
    });
  });

  test('is shown what tools return within marks, as data', async () => {
    shop.think(undefined);
    await shop.conversation().say('qual é o prazo de entrega?');
    const result = shop.lastRequest().messages.find(({ role }) => role === 'tool');
    expect(result?.content).toMatch(/^<tool_result>\n\{[\s\S]*\n<\/tool_result>$/);
  });
});
