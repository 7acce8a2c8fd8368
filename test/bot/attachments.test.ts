import { afterAll, beforeAll, expect, test } from 'vitest';
import { quiet, repliesAfter, startTestBot, type TestBot } from './testing.ts';

/** Messages that are more, or less, than words. The events are not signed here, so that the test can write them. */
let bot: TestBot;
beforeAll(async () => {
  bot = await startTestBot({ version: '4.12', environment: { CHATWOOT_WEBHOOK_SECRET: '' } });
});
afterAll(() => bot.close());

/** Sends a message with these fields; the answer, and what the graph was given. */
async function send(fields: object) {
  const customer = bot.newCustomer();
  const [deliver] = await bot.holdWebhooks(1, () => customer.write('…'));
  await deliver?.(fields);
  const [reply = ''] = await repliesAfter(customer, 1);
  return { reply, heard: await bot.heardFrom(customer) };
}

test("a voice message is read by Chatwoot's transcript", async () => {
  const audio = { id: 1, file_type: 'audio', data_url: null, transcribed_text: 'vocês têm trena?' };
  const { reply, heard } = await send({ content: null, attachments: [audio] });
  expect(heard).toEqual(['vocês têm trena?']);
  expect(reply).toContain('Trena');
});

test("Chatwoot's transcript is waited for where it comes after the message", async () => {
  const audio = { id: 1, file_type: 'audio', data_url: null };
  const customer = bot.newCustomer();
  const [deliver] = await bot.holdWebhooks(1, () => customer.write('…'));
  await deliver?.({ content: null, attachments: [audio] });
  await quiet(800); // the turn has begun
  const transcribed = { ...audio, transcribed_text: 'vocês têm martelo?' };
  await deliver?.({ event: 'message_updated', content: null, attachments: [transcribed] });
  expect(await repliesAfter(customer, 1)).toEqual([expect.stringContaining('Martelo')]);
  expect(await bot.heardFrom(customer)).toEqual(['vocês têm martelo?']);
});

test.each(['audio', 'video', 'image', 'sticker'])(
  'what cannot be understood (%s) is said politely, never passed over',
  async (file_type) => {
    const { reply } = await send({ content: null, attachments: [{ id: 1, file_type, data_url: null }] });
    expect(reply).toMatch(/^Desculpe, não consegui entender o que você enviou/);
  },
);

test('a place is given to the graph with its coordinates', async () => {
  const place = {
    id: 1,
    file_type: 'location',
    data_url: null,
    coordinates_lat: -23.55,
    coordinates_long: -46.63,
    fallback_title: 'Casa',
  };
  const { heard } = await send({ content: null, attachments: [place] });
  expect(heard).toEqual(['[localização: Casa, -23.55, -46.63]']);
});

test('a reply to an earlier message shows the graph that message', async () => {
  const customer = bot.newCustomer();
  customer.write('tem trena?');
  await repliesAfter(customer, 1);
  const answer = customer.conversation()?.messages.findLast(({ type }) => type === 'outgoing');
  const [deliver] = await bot.holdWebhooks(1, () => customer.write('e esse?'));
  await deliver?.({ content_attributes: { in_reply_to: answer?.id } });
  await repliesAfter(customer, 2);
  expect((await bot.heardFrom(customer)).at(-1)).toMatch(/^\[em resposta a: ".*Trena.*"\]\ne esse\?$/);
});

test('an answer chosen from options comes as its title, and is read as words', async () => {
  const { heard } = await send({ content: 'tem martelo?', content_type: 'text' });
  expect(heard).toEqual(['tem martelo?']);
});
