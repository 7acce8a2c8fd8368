import { afterEach, expect, test } from 'vitest';
import { places, quiet, repliesAfter, repliesTo, startTestBot, type TestBot } from './testing.ts';

/** An answer in several messages, as a person writes; the example's greeting is long enough for it. */
let bot: TestBot | undefined;
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});
const inBubbles = { REPLY_BUBBLE_CHARACTERS: '80', REPLY_MS_PER_CHARACTER: '2' };
const isPost = /^POST .*\/messages$/;

test.each(places)(
  'bubbles are cut at sentence ends, with the typing sign before each (%s)',
  async (place) => {
    bot = await startTestBot({ place, environment: inBubbles });
    const customer = bot.newCustomer();
    customer.write('oi');
    const replies = await repliesAfter(customer, 3);
    expect(replies).toEqual([
      'Olá! Sou o assistente virtual da Casa & Obra.',
      expect.stringMatching(/^Posso procurar produtos.*trocas\.$/),
      'Como posso ajudar?',
    ]);
    const sent = bot.exchanges
      .filter(({ method }) => method === 'post')
      .map(({ path }) => path.split('/').at(-1));
    expect(sent).toEqual([
      'toggle_typing_status',
      'messages',
      'toggle_typing_status',
      'messages',
      'toggle_typing_status',
      'messages',
    ]);
  },
);

test.each(['before', 'after'] as const)(
  'each bubble arrives once though Chatwoot fails in the middle, %s it was kept',
  async (when) => {
    bot = await startTestBot({ environment: inBubbles });
    const kind = when === 'before' ? 'cut' : 'cut-after';
    // The second message, and the look for it; so the whole turn is tried again.
    bot.chatwoot.faults.rest.push({ match: isPost, kind, after: 1 });
    bot.chatwoot.faults.rest.push({ match: /^GET .*\/messages$/, kind: 'answer', status: 500, after: 2 });
    const customer = bot.newCustomer();
    customer.write('oi');
    const replies = await repliesAfter(customer, 3);
    await quiet(1_500);
    expect(repliesTo(customer)).toEqual(replies);
    expect(new Set(replies).size).toBe(3);
  },
);

test('a person who takes over between two bubbles has the word', async () => {
  bot = await startTestBot({ environment: { ...inBubbles, REPLY_MS_PER_CHARACTER: '30' } });
  const customer = bot.newCustomer();
  customer.write('oi');
  await expect.poll(() => repliesTo(customer).length, { timeout: 10_000 }).toBe(1);
  customer.operator({ action: 'take_over' });
  await quiet(4_000);
  expect(repliesTo(customer)).toHaveLength(1);
});
