import { randomUUID } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import { InMemoryStore } from '@langchain/langgraph-checkpoint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeTurn } from '#crews/bot/take-turn.ts';
import { compileGraph } from '#graphs/catalogue.ts';
import { newPhone, startTestShop, type TestShop } from '#graphs/testing/shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

/** Writes one checkpoint too few, as a process does that ends between the writes of a step and its checkpoint. */
class LosingSaver extends MemorySaver {
  #before = Number.POSITIVE_INFINITY;

  /** @param checkpoints after so many the next one is lost, and what was to come after it. */
  loseAfter(checkpoints: number): void {
    this.#before = checkpoints;
  }

  override async put(...words: Parameters<MemorySaver['put']>): ReturnType<MemorySaver['put']> {
    this.#before -= 1;
    if (this.#before === -1) throw new Error('the process ended here');
    return super.put(...words);
  }
}

/** A conversation whose last turn loses its checkpoint after so many; what the customer is told, and whether it came to that. */
async function toldAfterLoss(texts: readonly string[], checkpoints: number) {
  const saver = new LosingSaver();
  const graph = compileGraph('customer-service', shop.dependencies, saver, new InMemoryStore());
  const context = { tenant: 'main', contact: { phone: newPhone(), name: 'Maria' } };
  const { signal } = new AbortController();
  const threadId = randomUUID();
  const turnOf = (text: string) => ({ threadId, turnId: randomUUID(), text, context, signal });
  const say = async (text: string) => (await takeTurn(graph, turnOf(text))).reply;

  for (const text of texts.slice(0, -1)) await say(text);
  const turn = turnOf(texts.at(-1) ?? '');
  saver.loseAfter(checkpoints);
  const first = await takeTurn(graph, turn).catch(() => undefined);
  saver.loseAfter(Number.POSITIVE_INFINITY);
  const { reply } = first ?? (await takeTurn(graph, turn));
  return { reply: withoutNumber(reply), next: withoutNumber(await say('oi')), lost: first === undefined };
}

/** Each conversation has an order of its own. */
function withoutNumber(reply: string): string {
  return reply.replaceAll(/S\d{5}/g, 'S…');
}

test.each([
  ['a greeting', ['oi']],
  ['a search', ['tem trena?']],
  ['a question to the knowledge', ['qual é o prazo para troca?']],
  ['an order', ['tem trena?', 'quero 1']],
  ['a yes to it', ['tem trena?', 'quero 1', 'sim, pode confirmar']],
])(
  '%s is answered as ever, and what comes next, whichever checkpoint of the turn was lost',
  async (_what, texts) => {
    const expected = await toldAfterLoss(texts, Number.POSITIVE_INFINITY);
    expect(expected.reply).not.toBe('');
    let losses = 0;
    for (let checkpoints = 0; ; checkpoints += 1) {
      const { lost, ...told } = await toldAfterLoss(texts, checkpoints);
      if (!lost) break;
      losses += 1;
      expect(told, `with checkpoint ${checkpoints + 1} lost`).toEqual({
        reply: expected.reply,
        next: expected.next,
      });
    }
    expect(losses).toBeGreaterThan(2);
  },
  60_000,
);
