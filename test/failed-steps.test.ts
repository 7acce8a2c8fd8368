import { randomUUID } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import { InMemoryStore } from '@langchain/langgraph-checkpoint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Toolbox } from '#adapters/mcp/toolbox.ts';
import { takeTurn } from '#crews/bot/take-turn.ts';
import { UpstreamError } from '#errors/errors.ts';
import { compileGraph } from '#graphs/catalogue.ts';
import { newPhone, startTestShop, type TestShop } from '#graphs/testing/shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

/** A toolbox one of whose tools cannot be reached so many times, beginning with its next call. */
function failingToolbox(toolbox: Toolbox, tool: string) {
  let left = 0;
  const failing: Toolbox = {
    ...toolbox,
    async call(request) {
      if (request.tool !== tool || left === 0) return toolbox.call(request);
      left -= 1;
      throw new UpstreamError('mcp-odoo cannot be reached at present.', { code: 'server_unavailable' });
    },
  };
  return {
    toolbox: failing,
    fail: (times: number) => {
      left = times;
    },
  };
}

/** A customer who has chosen a product; each turn is attempted until it succeeds, as the queue does. */
async function orderingCustomer(tool: string) {
  const { toolbox, fail } = failingToolbox(shop.dependencies.toolbox, tool);
  const dependencies = { ...shop.dependencies, toolbox };
  const graph = compileGraph('customer-service', dependencies, new MemorySaver(), new InMemoryStore());
  const contact = { phone: newPhone(), name: 'Maria' };
  const threadId = randomUUID();
  const say = async (text: string, failures = 0) => {
    const { signal } = new AbortController();
    const turn = { threadId, turnId: randomUUID(), text, context: { tenant: 'main', contact }, signal };
    fail(failures);
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await takeTurn(graph, turn).catch((error: unknown) => {
        if (attempt > failures) throw error;
        return undefined; // the queue tries again
      });
      if (outcome) return outcome.reply;
    }
  };
  await say('tem trena?');
  const orders = () =>
    shop.odoo.searchRead('sale.order', {
      domain: [['partner_id.phone', '=', contact.phone]],
      fields: ['state'],
      limit: 5,
    });
  return { say, orders };
}

/** Once is mended by the node itself, twice fails the crew, four times fails a second attempt, too. */
describe.each([1, 2, 3, 4, 5])('Odoo cannot be reached %i times', (failures) => {
  test('while the quotation is made: the customer’s yes is for the question that was seen', async () => {
    const { say, orders } = await orderingCustomer('odoo_create_quotation');
    expect(await say('quero 1', failures)).toMatch(/Orçamento S\d+/);
    expect(await say('sim, pode confirmar')).toMatch(/S\d+.*confirmado/);
    expect(await orders()).toMatchObject([{ state: 'sale' }]);
  });

  test('while the order is confirmed: the yes is heard once, and the order made once', async () => {
    const { say, orders } = await orderingCustomer('odoo_confirm_order');
    expect(await say('quero 1')).toMatch(/Orçamento S\d+/);
    expect(await say('sim, pode confirmar', failures)).toMatch(/S\d+.*confirmado/);
    expect(await say('cadê meu pedido?')).toMatch(/S\d+: confirmado/);
    expect(await orders()).toMatchObject([{ state: 'sale' }]);
  });
});
