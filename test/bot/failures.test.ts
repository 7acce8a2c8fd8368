import { afterEach, expect, test } from 'vitest';
import { startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { notesOf, places, quiet, repliesTo, startTestBot, type TestBot } from './testing.ts';

/** What fails for good ends in an apology and a person, never in silence; that of Odoo is in `bot.test.ts`. */
let bot: TestBot | undefined;
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

test.each(places)('the model (%s)', { timeout: 60_000 }, async (place) => {
  const model = await startSandboxOpenAi();
  await model.close();
  bot = await startTestBot({
    place,
    environment: {
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: 'key',
      TURN_ATTEMPTS: '2',
      CATALOG_SYNC: 'false',
    },
  });
  const customer = bot.newCustomer();
  customer.write('vocês têm trena de 5 metros?');
  await expect.poll(() => customer.conversation()?.status, { timeout: 45_000 }).toBe('open');
  await quiet(300);
  expect(repliesTo(customer)).toEqual([expect.stringMatching(/Desculpe.*atendente/)]);
  expect(notesOf(customer)).toEqual([expect.stringContaining('vocês têm trena de 5 metros?')]);
});

test('Chatwoot, for a moment: the answer comes once, when it is back', async () => {
  bot = await startTestBot();
  const customer = bot.newCustomer();
  for (let count = 0; count < 2; count += 1)
    bot.chatwoot.faults.rest.push({ match: /^GET .*conversations\/\d+$/, kind: 'answer', status: 503 });
  customer.write('oi');
  await expect.poll(() => repliesTo(customer).length, { timeout: 15_000 }).toBe(1);
  await quiet(1_000);
  expect(repliesTo(customer)).toHaveLength(1);
});
