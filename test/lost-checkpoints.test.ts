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

/** What a customer is told whose turn loses its checkpoint after so many; and whether it came to that at all. */
async function toldAfterLoss(text: string, checkpoints: number) {
  const saver = new LosingSaver();
  const graph = compileGraph('customer-service', shop.dependencies, saver, new InMemoryStore());
  const contact = { phone: newPhone(), name: 'Maria' };
  const { signal } = new AbortController();
  const context = { tenant: 'main', contact };
  const turn = { threadId: randomUUID(), turnId: randomUUID(), text, context, signal };
  saver.loseAfter(checkpoints);
  const first = await takeTurn(graph, turn).catch(() => undefined);
  saver.loseAfter(Number.POSITIVE_INFINITY);
  const outcome = first ?? (await takeTurn(graph, turn));
  return { reply: outcome.reply, lost: first === undefined };
}

test.each(['oi', 'tem trena?', 'qual é o prazo para troca?'])(
  '"%s" is answered as ever, whichever checkpoint of the turn was lost',
  async (text) => {
    const { reply: expected } = await toldAfterLoss(text, Number.POSITIVE_INFINITY);
    expect(expected).not.toBe('');
    let losses = 0;
    for (let checkpoints = 0; ; checkpoints += 1) {
      const { reply, lost } = await toldAfterLoss(text, checkpoints);
      if (!lost) break;
      losses += 1;
      expect(reply, `with checkpoint ${checkpoints + 1} lost`).toBe(expected);
    }
    expect(losses).toBeGreaterThan(2);
  },
);
