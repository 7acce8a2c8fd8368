import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChatwootClient } from '#adapters/chatwoot/chatwoot-client.ts';
import { fetchFile } from '#adapters/chatwoot/files/fetch-file.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { answersTo, startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';
import { sendAttachment } from './send-attachment.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const pdf = {
  content_base64: Buffer.from('%PDF').toString('base64'),
  file_name: 'boleto.pdf',
  media_type: 'application/pdf',
  delivery_key: 'turn-1',
};
const send = (args: Record<string, unknown>) => chatwoot.server.call('send_attachment', { ...pdf, ...args });

test('the customer gets the file with its caption, once for one key', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  const args = { conversation_id, caption: 'Segue o boleto' };
  const first = await send(args);
  expect(first.data).toEqual({ message_ids: [expect.any(Number)], already_sent: false });
  expect((await send(args)).data).toEqual({ ...first.data, already_sent: true });
  expect(answersTo(customer)).toEqual(['Segue o boleto']);
  const [file] = customer.conversation()?.messages.at(-1)?.files ?? [];
  expect(file?.name).toBe('boleto.pdf');
  expect(await (await fetch(file?.url ?? '')).text()).toBe('%PDF');
});

test('a lost answer is looked up, and nothing is sent twice', async () => {
  const { customer, conversation_id } = chatwoot.newCustomer();
  chatwoot.sandbox.faults.rest.push({ match: /^POST .*messages$/, kind: 'cut-after' });
  expect((await send({ conversation_id })).isError).toBe(false);
  expect((await send({ conversation_id })).data).toMatchObject({ already_sent: true });
  expect(answersTo(customer)).toEqual(['boleto.pdf']);
});

test('a file may come from an address, and be given another name', async () => {
  const files = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'image/png' }).end('png'),
  );
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  const { customer, conversation_id } = chatwoot.newCustomer();
  const addressesOf = async () => [{ address: '127.0.0.1', family: 4 }];
  const services = {
    chatwoot: createChatwootClient(chatwoot.sandbox),
    answerTokens: 4_000,
    fetchFile: (url: string, signal: AbortSignal) => fetchFile(url, signal, { addressesOf }),
  };
  const { port } = files.address() as AddressInfo;
  const input = sendAttachment.input.parse({
    conversation_id,
    url: `http://loja.example:${port}/foto.png`,
    file_name: 'furadeira.png',
    delivery_key: 'turn-1',
  });
  const principal = { subject: 'test', tenant: 'casa', scopes: [] };
  const signal = new AbortController().signal;
  await sendAttachment.handle(input, { services, principal, signal, logger: silentLogger });
  expect(customer.conversation()?.messages.at(-1)).toMatchObject({
    content: 'furadeira.png',
    files: [{ name: 'furadeira.png' }],
  });
  files.close();
});

describe('refused are', () => {
  test.each([
    ['two sources', { url: 'https://loja.example/a.pdf' }, /either by url or by content_base64/],
    ['none', { content_base64: undefined }, /either by url or by content_base64/],
    ['Base64 without a name', { file_name: undefined }, /needs file_name/],
    ['what is no Base64', { content_base64: 'não' }, /content_base64/],
    ['a name with a path', { file_name: '../boleto.pdf' }, /file_name/],
    ['no media type', { media_type: 'pdf' }, /media_type/],
  ])('%s', async (_name, wrong, expected) => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    const { text } = await send({ conversation_id, ...wrong });
    expect(text).toMatch(/^invalid_input: /);
    expect(text).toMatch(expected);
    expect(answersTo(customer)).toEqual([]);
  });

  test('an address inside the company', async () => {
    const { conversation_id } = chatwoot.newCustomer();
    const url = 'http://169.254.169.254/latest/meta-data';
    const { text } = await send({ conversation_id, url, content_base64: undefined });
    expect(text).toMatch(/^address_not_public: .*nothing was fetched/);
  });

  test('what comes when a person has the conversation, before anything is fetched', async () => {
    const { customer, conversation_id } = chatwoot.newCustomer();
    customer.operator({ action: 'take_over' });
    const url = 'https://no-such-host.invalid/x.pdf';
    expect((await send({ conversation_id, url, content_base64: undefined })).text).toMatch(
      /^human_took_over/,
    );
  });
});
