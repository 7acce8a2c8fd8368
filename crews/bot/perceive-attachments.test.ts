import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { UpstreamError } from '#errors/errors.ts';
import type { Senses } from '#graphs/shared/perception/senses.ts';
import { textOf } from './message-text.ts';
import { perceiveAttachments } from './perceive-attachments.ts';
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
  hear: async ({ bytes, type }) => `${Buffer.from(bytes).toString()} as ${type}`,
  see: async () => 'uma trena amarela',
};

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
  const { signal } = new AbortController();
  return textOf(await perceiveAttachments([message], { senses: able, filesFrom: from }, signal));
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
  ['nothing was said', { ...senses, hear: async () => '' }],
])('what cannot be heard is named: %s', async (_, able) => {
  expect(await words([audio()], able ?? { hear: undefined, see: undefined })).toBe('[áudio sem transcrição]');
});

test('files from elsewhere are not fetched', async () => {
  const elsewhere = { type: 'audio', dataUrl: 'http://169.254.169.254/latest/meta-data' };
  expect(await words([elsewhere])).toBe('[áudio sem transcrição]');
  expect(requests).toBe(0);
});
