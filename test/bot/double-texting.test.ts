import { afterEach, describe, expect, test } from 'vitest';
import { places, quiet, repliesAfter, repliesTo, startTestBot, type TestBot } from './testing.ts';

/** A customer who writes on while the bot prepares its answer. */
let bot: TestBot | undefined;
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

/** Writes a second message while Odoo is slow with the first. */
async function writeTwice(running: TestBot, first: string, second: string) {
  const customer = running.newCustomer();
  running.odoo.faults.add({ kind: 'slow', delay: 1_500, times: 1 });
  customer.write(first);
  await quiet(600);
  customer.write(second);
  return customer;
}

describe.each(places)('with the queue in %s', (place) => {
  test('enqueue: each is answered, the second by the next turn', async () => {
    bot = await startTestBot({ place });
    const customer = await writeTwice(bot, 'tem trena?', 'tem martelo?');
    const replies = await repliesAfter(customer, 2);
    expect(replies).toEqual([expect.stringContaining('Trena'), expect.stringContaining('Martelo')]);
  });

  test('restart: both are answered by one turn, and read once', async () => {
    bot = await startTestBot({ place, environment: { TURN_DOUBLE_TEXTING: 'restart' } });
    const customer = await writeTwice(bot, 'tem trena?', 'de 5 metros');
    await repliesAfter(customer, 1);
    await quiet(1_500);
    expect(repliesTo(customer)).toHaveLength(1);
    expect(await bot.heardFrom(customer)).toEqual(['tem trena?\nde 5 metros']);
    expect(bot.warnings.filter((warning) => warning.startsWith('turn failed'))).toEqual([]);
  });
});

test('a turn that has written to Odoo goes on to its end', async () => {
  bot = await startTestBot({ environment: { TURN_DOUBLE_TEXTING: 'restart' } });
  const customer = bot.newCustomer();
  customer.write('tem trena?');
  await repliesAfter(customer, 1);
  // The quotation is being made when the next message comes.
  bot.odoo.faults.add({ kind: 'slow', delay: 1_500, model: 'sale.order', method: 'create', times: 1 });
  customer.write('quero 2');
  await quiet(1_000);
  customer.write('qual é o prazo de entrega?');
  const replies = await repliesAfter(customer, 3);
  expect(replies[1]).toMatch(/Orçamento S\d+/);
  expect(replies[2]).toMatch(/dias úteis/);
});
