import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InMemoryStore } from '@langchain/langgraph-checkpoint';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { UpstreamError } from '#errors/errors.ts';
import type { Senses } from '#graphs/shared/perception/senses.ts';
import { parseModelPrices } from '#graphs/shared/spending/model-prices.ts';
import { createSpendLedger, type SpendLedger } from '#graphs/shared/spending/spend-ledger.ts';
import { textOf } from './message-text.ts';
import { type Perception, perceiveAttachments } from './perceive-attachments.ts';
import { customerMessageSchema } from './queued-message.ts';

/** Chatwoot's files; the first answers are refusals, as the upload lags behind the event. */
let server: Server;
let origin: string;
let refusals = 0;
let requests = 0;
beforeAll(async () => {
  server = createServer((_request, response) => {
    requests += 1;
    refusals -= 1;
    if (refusals >= 0) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'audio/ogg' }).end('sound');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  [refusals, requests] = [0, 0];
});

const senses: Senses = {
  hear: async ({ bytes, type }) => ({
    words: `${Buffer.from(bytes).toString()} as ${type}`,
    usage: { model: 'whisper-1', inputTokens: 0, outputTokens: 0, seconds: 8 },
  }),
  see: async () => ({
    words: 'uma trena amarela',
    usage: { model: 'gpt-4.1', inputTokens: 900, outputTokens: 100 },
  }),
};
const prices = parseModelPrices(['whisper-1:100:0', 'gpt-4.1:2:8']);
const anyCeilings = { conversation: {}, day: {}, month: {} };

let turn: Parameters<typeof perceiveAttachments>[2];
let spending: SpendLedger;
let ceilings: Perception['ceilings'] = anyCeilings;
beforeEach(() => {
  const { signal } = new AbortController();
  const context = { tenant: 'main', contact: {} };
  turn = { signal, store: new InMemoryStore(), context, configurable: { thread_id: 't' } };
  spending = createSpendLedger(prices);
  ceilings = anyCeilings;
});

/** The words that the graph is given of a message with these attachments. */
async function words(
  attachments: object[],
  able: Senses | undefined = senses,
  from: string | undefined = origin,
) {
  const message = customerMessageSchema.parse({
    accountId: 1,
    conversationId: 2,
    messageId: 3,
    contact: { id: 4, name: null, phone: null, email: null },
    channel: null,
    content: null,
    attachments,
  });
  const perception = { senses: able, filesFrom: from, spending, ceilings, transcriptWaitMs: 0 };
  return textOf(await perceiveAttachments([message], perception, turn));
}
const audio = () => ({ type: 'audio', dataUrl: `${origin}/a.ogg` });

test('a voice message is heard', async () => {
  expect(await words([audio()])).toBe('sound as audio/ogg');
});

test("Chatwoot's own transcript is taken as it is, and nothing fetched", async () => {
  expect(await words([{ ...audio(), transcribedText: 'quero dois' }])).toBe('quero dois');
  expect(requests).toBe(0);
});

test('a picture is seen', async () => {
  expect(await words([{ type: 'image', dataUrl: `${origin}/a.jpg` }])).toBe('[imagem: uma trena amarela]');
});

test('a file that lags behind its event is asked for again', { timeout: 10_000 }, async () => {
  refusals = 1;
  expect(await words([audio()])).toBe('sound as audio/ogg');
  expect(requests).toBe(2);
});

test.each([
  ['nothing hears', undefined],
  ['the endpoint is down', { ...senses, hear: () => Promise.reject(new UpstreamError('down')) }],
  ['nothing was said', { ...senses, hear: async () => ({ words: '' }) }],
])('what cannot be heard is named: %s', async (_, able) => {
  expect(await words([audio()], able ?? { hear: undefined, see: undefined })).toBe('[áudio sem transcrição]');
});

test('what is heard and seen counts in the spend of the conversation', async () => {
  await words([audio(), { type: 'image', dataUrl: `${origin}/a.jpg` }]);
  expect((await spending.spent(turn)).conversation).toEqual({
    tokens: 1_000,
    money: expect.closeTo(0.0008 + 0.0026, 8),
  });
});

test('a transcript of Chatwoot costs nothing', async () => {
  await words([{ ...audio(), transcribedText: 'quero dois' }]);
  expect((await spending.spent(turn)).conversation.money).toBe(0);
});

test('beyond the ceiling nothing more is heard, and nothing fetched', async () => {
  ceilings = { ...anyCeilings, conversation: { money: 0.0008 } };
  expect(await words([audio()])).toBe('sound as audio/ogg');
  expect(await words([audio()])).toBe('[áudio sem transcrição]');
  expect(requests).toBe(1);
});

test('files from elsewhere are not fetched', async () => {
  const elsewhere = { type: 'audio', dataUrl: 'http://169.254.169.254/latest/meta-data' };
  expect(await words([elsewhere])).toBe('[áudio sem transcrição]');
  expect(requests).toBe(0);
});
