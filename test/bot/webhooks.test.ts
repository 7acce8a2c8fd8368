import { afterEach, expect, test } from 'vitest';
import { places, quiet, repliesAfter, repliesTo, startTestBot, type TestBot } from './testing.ts';

/** What Chatwoot's webhooks ask of a bot, over real sockets; the forms are tested beside the route. */
let bot: TestBot | undefined;
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

test.each(places)('an event is acknowledged in milliseconds while every turn is busy (%s)', async (place) => {
  bot = await startTestBot({ place, environment: { TURN_DEBOUNCE_MS: '0' } });
  bot.odoo.faults.add({ kind: 'slow', delay: 2_000, times: 1_000 });
  const busy = Array.from({ length: 12 }, () => bot?.newCustomer());
  for (const customer of busy) customer?.write('tem trena?');
  await quiet(500);
  const customer = bot.newCustomer();
  const webhooks = await bot.holdWebhooks(20, () => {
    for (let count = 0; count < 20; count += 1) customer.write(`mensagem ${count}`);
  });
  const times: number[] = [];
  for (const deliver of webhooks) {
    const started = performance.now();
    expect((await deliver()).status).toBe(200);
    times.push(performance.now() - started);
  }
  // Chatwoot waits 5 s; what is measured here shares its machine with other tests.
  expect(times.sort((one, other) => one - other)[10]).toBeLessThan(250);
  bot.odoo.faults.clear();
});

test.each(['3.13', '4.12'] as const)(
  'events of Chatwoot %s are not signed: the address itself is the secret',
  async (version) => {
    bot = await startTestBot({ version, environment: { CHATWOOT_WEBHOOK_SECRET: '' } });
    const customer = bot.newCustomer();
    customer.write('oi');
    expect(await repliesAfter(customer, 1)).toHaveLength(1);
    const guessed = await fetch(bot.webhookUrl.replace(/[^/]+$/, 'guess'), { method: 'POST', body: '{}' });
    expect(guessed.status).toBe(404);
  },
);

test('events come in any order and more than once: each message is answered once', async () => {
  bot = await startTestBot();
  bot.chatwoot.faults.webhookCopies = 2;
  bot.chatwoot.faults.webhookJitterMs = 300;
  const customers = Array.from({ length: 5 }, () => bot?.newCustomer());
  for (const customer of customers) customer?.write('tem trena?');
  for (const customer of customers) if (customer) await repliesAfter(customer, 1);
  await quiet(800);
  expect(customers.map((customer) => customer && repliesTo(customer).length)).toEqual([1, 1, 1, 1, 1]);
});
