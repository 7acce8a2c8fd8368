import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notesOf, places, quiet, repliesAfter, repliesTo, startTestBot, type TestBot } from './testing.ts';

/** What a correct bot does, one test for each rule, over the whole way from Chatwoot to Chatwoot. */
describe.each(places)('a correct bot, with its queue in %s', (place) => {
  let bot: TestBot;
  beforeAll(async () => {
    bot = await startTestBot({ place });
  });
  afterAll(() => bot.close());

  const requestsTo = (path: string) => bot.exchanges.filter((exchange) => exchange.path === path);

  test('shows the typing sign, then answers with exactly one message', async () => {
    const customer = bot.newCustomer();
    bot.exchanges.length = 0;
    customer.write('oi');
    expect(await repliesAfter(customer, 1)).toHaveLength(1);
    expect(requestsTo('/conversations/:conversation/toggle_typing_status')[0]?.requestBody).toMatchObject({
      typing_status: 'on',
    });
    expect(customer.conversation()?.typing).toBeNull();
  });

  test('is silent where a person is assigned, though the conversation is pending', async () => {
    const customer = bot.newCustomer();
    customer.write('oi');
    await repliesAfter(customer, 1);
    customer.operator({ action: 'take_over' });
    customer.write('tem trena?');
    await quiet(700);
    expect(repliesTo(customer)).toHaveLength(1);
  });

  test("leaves the conversation to a person who answers in it: that does not leave 'pending' by itself", async () => {
    const customer = bot.newCustomer();
    customer.write('oi');
    await repliesAfter(customer, 1);
    customer.operator({ action: 'reply', content: 'Oi, aqui é a Ana. Já vejo para você.' });
    await expect.poll(() => customer.conversation()?.status, { timeout: 5_000 }).toBe('open');
    customer.write('obrigada!');
    await quiet(700);
    expect(repliesTo(customer).slice(1)).toEqual(['Oi, aqui é a Ana. Já vejo para você.']);
  });

  test('leaves it to the person who answers from the paired phone: outgoing, without a sender', async () => {
    const customer = bot.newCustomer();
    customer.write('oi');
    await repliesAfter(customer, 1);
    customer.operator({ action: 'reply_by_phone', content: 'Falo eu.' });
    await expect.poll(() => customer.conversation()?.status, { timeout: 5_000 }).toBe('open');
  });

  test('does not take its own answers, or a private note, for a person who took over', async () => {
    const customer = bot.newCustomer();
    customer.write('oi');
    await repliesAfter(customer, 1);
    customer.operator({ action: 'note', content: 'cliente antiga, tratar bem' });
    customer.write('tem trena?');
    expect((await repliesAfter(customer, 2)).at(-1)).toContain('Trena');
    expect(customer.conversation()?.status).toBe('pending');
  });

  test('answers again when a resolved conversation comes back as pending', async () => {
    const customer = bot.newCustomer();
    customer.write('oi');
    await repliesAfter(customer, 1);
    customer.operator({ action: 'resolve' });
    customer.write('tem martelo?');
    expect((await repliesAfter(customer, 2)).at(-1)).toContain('Martelo');
  });

  test('never sends a source_id: it suppresses delivery', async () => {
    expect(JSON.stringify(bot.exchanges.map(({ requestBody }) => requestBody))).not.toContain('source_id');
    const customer = bot.newCustomer();
    customer.write('tem trena?');
    await repliesAfter(customer, 1);
    const outgoing = customer.conversation()?.messages.filter(({ type }) => type === 'outgoing') ?? [];
    expect(outgoing.map(({ reachedCustomer }) => reachedCustomer)).toEqual([true]);
  });

  test('hands over outside the 24-hour window, where a text would be lost without a sign', async () => {
    const customer = bot.newCustomer();
    customer.write('oi');
    await repliesAfter(customer, 1);
    const [deliver] = await bot.holdWebhooks(1, () => customer.write('tem trena?'));
    customer.letTimePass(25);
    await deliver?.();
    await expect.poll(() => customer.conversation()?.status, { timeout: 10_000 }).toBe('open');
    expect(repliesTo(customer)).toHaveLength(1);
    expect(notesOf(customer).at(-1)).toMatch(/24 horas[\s\S]*Trena/);
  });

  test('reads a burst in the order in which it was written, whatever the order of its webhooks', async () => {
    const customer = bot.newCustomer();
    const words = ['vocês', 'têm trena', 'de 5 metros?'];
    const webhooks = await bot.holdWebhooks(3, () => {
      for (const word of words) customer.write(word);
    });
    for (const deliver of webhooks.toReversed()) await deliver();
    await repliesAfter(customer, 1);
    expect(await bot.heardFrom(customer)).toEqual(['vocês\ntêm trena\nde 5 metros?']);
  });
});
