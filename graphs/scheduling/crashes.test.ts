import { randomUUID } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeTurn } from '#crews/bot/take-turn.ts';
import { compileGraph } from '../catalogue.ts';
import { type CrashPoint, crashingToolbox } from '../testing/crashing-toolbox.ts';
import { newPhone, startTestShop, type TestShop } from '../testing/shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

const never: CrashPoint = { at: Number.POSITIVE_INFINITY, when: 'before' };

/** A conversation whose process can end at any call; the graph is built anew for each attempt. */
function conversation() {
  const [phone, threadId, checkpointer] = [newPhone(), randomUUID(), new MemorySaver()];
  const attempt = (text: string, turnId: string, point: CrashPoint) => {
    const { toolbox, crashed } = crashingToolbox(shop.dependencies.toolbox, point);
    const graph = compileGraph('customer-service', { ...shop.dependencies, toolbox }, checkpointer);
    const context = { tenant: 'main', contact: { phone, name: 'Maria' } };
    const { signal } = new AbortController();
    return Promise.race([takeTurn(graph, { threadId, turnId, text, context, signal }), crashed]);
  };
  return { phone, attempt, say: (text: string) => attempt(text, randomUUID(), never) };
}

/** Whether each appointment of this customer still stands, the first one first. */
async function appointmentsOf(phone: string): Promise<unknown[]> {
  const [partner] = await shop.odoo.searchRead('res.partner', {
    domain: [['phone', '=', phone]],
    fields: ['id'],
    limit: 1,
  });
  const events = await shop.odoo.searchRead(
    'calendar.event',
    { domain: [['partner_ids', 'in', [partner?.id ?? 0]]], fields: ['active'], order: 'id', limit: 10 },
    { context: { active_test: false } },
  );
  return events.map(({ active }) => active);
}

const booking = ['quero agendar uma visita', '1', 'sim'];
const moving = [...booking, 'preciso remarcar a visita', 'quero remarcar o segundo horário livre', 'sim'];
const cancelling = [...booking, 'quero desmarcar minha visita', 'sim'];

describe.each([
  ['booked', booking, [true]],
  ['moved', moving, [false, true]],
  ['cancelled', cancelling, [false]],
])('an appointment is %s once, when the process ends at any call of the last turn', (_, words, expected) => {
  test.each(['before', 'after'] as const)('%s it was done', async (when) => {
    for (let at = 1; at < 10; at += 1) {
      const { phone, attempt, say } = conversation();
      for (const text of words.slice(0, -1)) await say(text);
      const turnId = randomUUID();
      const ended = await attempt('sim', turnId, { at, when });
      const outcome = await attempt('sim', turnId, never);
      expect(outcome, `${when} call ${at}`).toMatchObject({
        reply: expect.stringMatching(/marcado|cancelado/),
      });
      expect(await appointmentsOf(phone), `${when} call ${at}`).toEqual(expected);
      if (ended !== 'crashed') break;
    }
  });
});
