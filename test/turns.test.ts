import { randomInt, randomUUID } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import { type BaseCheckpointSaver, type BaseStore, InMemoryStore } from '@langchain/langgraph-checkpoint';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import type { Odoo } from '#adapters/odoo/port.ts';
import { RedisSaver } from '#checkpoints/redis-saver.ts';
import { takeTurn } from '#crews/bot/take-turn.ts';
import { compileGraph } from '#graphs/catalogue.ts';
import { connectGraphDependencies } from '#graphs/shared/connect.ts';
import type { GraphDependencies } from '#graphs/shared/dependencies.ts';
import { recall } from '#graphs/shared/memory.ts';
import { crashingToolbox } from '#graphs/testing/crashing-toolbox.ts';
import { type OrderRead, odooReader } from '#launch/demo/odoo-reader.ts';
import { type Everything, startEverything } from '#launch/start-everything.ts';
import { silentLogger } from '#telemetry/logger.ts';

let everything: Everything;
let dependencies: GraphDependencies;
let odoo: ReturnType<typeof odooReader>;
let redis: Redis;

beforeAll(async () => {
  everything = await startEverything({ environment: {}, freePorts: true, logger: silentLogger });
  dependencies = connectGraphDependencies(everything.config);
  odoo = odooReader(everything.config);
  redis = new Redis(inject('redisUrl'));
});
afterAll(async () => {
  await dependencies.toolbox.close();
  odoo.close();
  redis.disconnect();
  await everything.close();
});

const untouched = { at: Number.POSITIVE_INFINITY, when: 'before' as const };

/** What somebody in the company does in Odoo meanwhile. */
async function inOdoo<Result>(work: (connection: Odoo) => Promise<Result>): Promise<Result> {
  const { config } = everything;
  const connection = connectOdoo({
    url: config.ODOO_URL ?? '',
    db: config.ODOO_DB ?? '',
    username: config.ODOO_USERNAME ?? '',
    apiKey: config.ODOO_API_KEY,
    timeoutSeconds: 10,
  });
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
}

function changePrice(order: OrderRead, price: number): Promise<void> {
  return inOdoo(async (connection) => {
    const lines = await connection.searchRead('sale.order.line', {
      domain: [['order_id', '=', order.id]],
      fields: ['id'],
      limit: 10,
    });
    const ids = lines.map(({ id }) => id);
    await connection.write('sale.order.line', ids, { price_unit: price });
  });
}

/** A conversation of one customer. The graph is built anew for each attempt, as after a restart. */
function conversation(
  checkpointer: BaseCheckpointSaver,
  memory: { store?: BaseStore; contact?: number } = {},
) {
  const phone = `+55119${randomInt(10_000_000, 99_999_999)}`;
  const threadId = randomUUID();
  const attempt = (text: string, turnId: string, { at, when }: { at: number; when: 'before' | 'after' }) => {
    const { toolbox, crashed, calls } = crashingToolbox(dependencies.toolbox, { at, when });
    const graph = compileGraph('customer-service', { ...dependencies, toolbox }, checkpointer, memory.store);
    const context = { tenant: 'main', contact: { id: memory.contact, phone, name: 'Maria' } };
    const { signal } = new AbortController();
    const done = takeTurn(graph, { threadId, turnId, text, context, signal });
    return Promise.race([done.then((outcome) => ({ ...outcome, calls: calls() })), crashed]);
  };
  /** An attempt that nothing ends. */
  const survive = async (text: string, turnId: string) => {
    const outcome = await attempt(text, turnId, untouched);
    if (outcome === 'crashed') throw new Error('it should not have ended');
    return outcome;
  };
  return {
    crash: attempt,
    attempt: survive,
    say: (text: string) => survive(text, randomUUID()),
    orders: (): Promise<OrderRead[]> => odoo.ordersOf(phone),
    state: async () => {
      const graph = compileGraph('customer-service', dependencies, checkpointer);
      return (await graph.getState({ configurable: { thread_id: threadId } })).values;
    },
  };
}

test('what a customer prefers and has ordered is remembered in the next conversation', async () => {
  const memory = { store: new InMemoryStore(), contact: 9 };
  const first = conversation(new MemorySaver(), memory);
  for (const text of ['Prefiro 5 metros, tem trena?', 'quero 1', 'sim']) await first.say(text);
  const [order] = await first.orders();
  const expected = {
    preferences: ['prefere 5 metros'],
    orders: [{ name: order?.name, total: expect.stringContaining('R$'), date: expect.any(String) }],
  };
  const context = { tenant: 'main', contact: { id: 9 } };
  expect(await recall(memory.store, context)).toEqual(expected);

  const second = conversation(new MemorySaver(), memory);
  await second.say('oi');
  expect(await second.state()).toMatchObject({ memory: expected });
  const stranger = conversation(new MemorySaver(), { ...memory, contact: 10 });
  await stranger.say('oi');
  expect(await stranger.state()).toMatchObject({ memory: { preferences: [], orders: [] } });
});

describe('a conversation', () => {
  test('from the question to the order, with the memory of earlier turns', async () => {
    const { say, orders } = conversation(new MemorySaver());
    expect((await say('tem trena?')).reply).toMatch(/1\. \*Trena/);
    const quotation = await say('quero 3');
    expect(quotation.reply).toMatch(/Orçamento S\d+:\n• 3 × .*Trena[\s\S]*Posso confirmar/);
    expect((await say('sim')).reply).toMatch(/confirmado/);
    expect(await orders()).toMatchObject([{ state: 'sale', lines: [{ quantity: 3 }] }]);
  });

  test('a question in place of a yes is answered, and the quotation stays open for a later yes', async () => {
    const { say, orders } = conversation(new MemorySaver());
    await say('tem trena?');
    await say('quero 1');
    expect((await say('qual é o prazo de entrega?')).reply).toMatch(/dias úteis/);
    expect(await orders()).toMatchObject([{ state: 'draft' }]);
    expect((await say('pode confirmar o pedido')).reply).toMatch(/confirmado/);
    expect(await orders()).toMatchObject([{ state: 'sale' }]);
  });

  test('a question about another order while a quotation is open makes a new quotation, and no circle', async () => {
    const { say, orders } = conversation(new MemorySaver());
    await say('tem trena?');
    await say('quero 1');
    await say('qual é o prazo de entrega?');
    expect((await say('quero 2 martelos?')).reply).toMatch(/• 2 × Martelo/);
    expect((await orders()).map(({ state }) => state).sort()).toEqual(['cancel', 'draft']);
  });

  test('a change of mind makes one new quotation and withdraws the old one', async () => {
    const { say, orders } = conversation(new MemorySaver());
    await say('tem trena?');
    await say('quero 1');
    expect((await say('muda para 4')).reply).toMatch(/• 4 × /);
    await say('sim');
    const made = await orders();
    expect(made.map(({ state }) => state).sort()).toEqual(['cancel', 'sale']);
    expect(made.find(({ state }) => state === 'sale')?.lines).toMatchObject([{ quantity: 4 }]);
  });

  test('a total that changed meanwhile is put to the customer once more, and the old yes does not count', async () => {
    const checkpointer = new MemorySaver();
    const { say, crash, attempt, orders } = conversation(checkpointer);
    await say('tem trena?');
    await say('quero 2');
    const [quoted] = await orders();
    if (!quoted) throw new Error('no quotation');
    await changePrice(quoted, 99);

    const turnId = randomUUID();
    // The process ends after Odoo has refused: the same "sim" is then resumed a second time.
    expect(await crash('sim', turnId, { at: 2, when: 'before' })).toBe('crashed');
    for (let again = 0; again < 2; again += 1) {
      expect((await attempt('sim', turnId)).reply).toMatch(/O valor do orçamento mudou[\s\S]*R\$ 99,00 cada/);
      expect(await orders()).toMatchObject([{ state: 'draft' }]);
    }
    expect((await say('sim')).reply).toMatch(/confirmado/);
    expect(await orders()).toMatchObject([{ state: 'sale' }]);
  });

  test('a quotation that the company has cancelled meanwhile is not confirmed, and the customer is told', async () => {
    const { say, orders } = conversation(new MemorySaver());
    await say('tem trena?');
    await say('quero 2');
    const [quoted] = await orders();
    await inOdoo((connection) =>
      connection.call('sale.order', 'action_cancel', { ids: [quoted?.id ?? 0], mode: 'write' }),
    );
    expect((await say('sim')).reply).toMatch(/não está mais disponível/);
    expect(await orders()).toMatchObject([{ state: 'cancel' }]);
  });

  test('a no cancels the quotation', async () => {
    const { say, orders } = conversation(new MemorySaver());
    await say('tem trena?');
    await say('quero 1');
    expect((await say('não quero mais')).reply).toMatch(/cancelado/);
    expect(await orders()).toMatchObject([{ state: 'cancel' }]);
  });

  test('a wish for a person is a handoff with a summary', async () => {
    const { say } = conversation(new MemorySaver());
    const { reply, handoff } = await say('quero falar com um atendente');
    expect(reply).toMatch(/atendente/);
    expect(handoff?.summary).toContain('Última mensagem: quero falar com um atendente');
  });
});

describe.each([
  ['memory', () => new MemorySaver()],
  ['Redis', () => new RedisSaver({ redis })],
])('a turn that ends with its process at any call, and is taken again (checkpoints in %s)', (_, saver) => {
  const words = ['tem trena?', 'quero 2', 'sim'];

  test('the same turn again, when it was done, is only read', async () => {
    const { say, attempt, orders } = conversation(saver());
    for (const text of words.slice(0, 2)) await say(text);
    const turnId = randomUUID();
    const first = await attempt('sim', turnId);
    const second = await attempt('sim', turnId);
    expect(second).toEqual({ ...first, calls: 0 });
    expect(await orders()).toHaveLength(1);
  });

  test.each([0, 1, 2])('message %i: one reply, and one order at the end', async (crashedMessage) => {
    for (const when of ['before', 'after'] as const) {
      // As many calls as the turn makes, each of which the process ends at once.
      for (let at = 1; at < 10; at += 1) {
        const { say, crash, attempt, orders } = conversation(saver());
        let lastCall = false;
        for (const [index, text] of words.entries()) {
          if (index !== crashedMessage) {
            await say(text);
            continue;
          }
          const turnId = randomUUID();
          lastCall = (await crash(text, turnId, { at, when })) !== 'crashed';
          const { reply } = await attempt(text, turnId);
          expect(reply, `${when} call ${at} of "${text}"`).toMatch(/Trena|confirmado/);
        }
        const made = await orders();
        expect(made, `${when} call ${at} of message ${crashedMessage}`).toMatchObject([
          { state: 'sale', lines: [{ quantity: 2 }] },
        ]);
        if (lastCall) break;
      }
    }
  });
});
