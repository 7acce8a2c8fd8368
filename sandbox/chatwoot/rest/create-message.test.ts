import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SandboxChatwoot, startSandboxChatwoot } from '../start.ts';

let chatwoot: SandboxChatwoot;
beforeAll(async () => {
  chatwoot = await startSandboxChatwoot();
});
afterAll(() => chatwoot.close());

let phones = 0;
let phone: string;
let conversationId: number;
beforeEach(() => {
  phones += 1;
  phone = `+55119${String(phones).padStart(8, '0')}`;
  conversationId = chatwoot.customer(phone).write('oi').conversationId;
});

interface Sent {
  content: string;
  attachments: { data_url: string }[];
}

const post = (body: object) =>
  fetch(`${chatwoot.url}/api/v1/accounts/1/conversations/${conversationId}/messages`, {
    method: 'POST',
    headers: {
      api_access_token: chatwoot.botToken,
      ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    },
    body: body instanceof FormData ? body : JSON.stringify(body),
  });

test('outside the window a text is accepted and silently not sent', async () => {
  chatwoot.customer(phone).letTimePass(25);
  expect(chatwoot.customer(phone).conversation()?.canReply).toBe(false);
  expect((await post({ content: 'oi?' })).status).toBe(200);
  expect(chatwoot.customer(phone).conversation()?.messages.at(-1)?.reachedCustomer).toBe(false);
  const template = { name: 'retomar_conversa', category: 'UTILITY', language: 'pt_BR' };
  const values = { 1: 'Maria', 2: 'seu pedido' };
  for (const [changes, reached] of [
    [{ processed_params: values }, true],
    [{ processed_params: { 1: 'Maria' } }, false],
    [{ processed_params: values, language: 'en_US' }, false],
    [{ processed_params: values, name: 'promocao' }, false],
  ] as const) {
    await post({ content: 'oi!', template_params: { ...template, ...changes } });
    const last = chatwoot.customer(phone).conversation()?.messages.at(-1);
    expect(last?.reachedCustomer, JSON.stringify(changes)).toBe(reached);
  }
});

test('options are shown to the customer', async () => {
  const items = [
    { title: 'Sim', value: 'sim' },
    { title: 'Não', value: 'nao' },
  ];
  await post({
    content: 'Confirma?',
    content_type: 'input_select',
    content_attributes: { items },
  });
  expect(chatwoot.customer(phone).conversation()?.messages.at(-1)?.options).toEqual(['Sim', 'Não']);
});

test('a file comes in a form, and can be downloaded', async () => {
  const form = new FormData();
  form.set('content', 'Segue o boleto');
  form.set('content_attributes[delivery_key]', 'a#1');
  form.append('attachments[]', new File(['%PDF'], 'boleto.pdf', { type: 'application/pdf' }));
  const sent = (await (await post(form)).json()) as Sent;
  expect(sent).toMatchObject({
    content: 'Segue o boleto',
    content_attributes: { delivery_key: 'a#1' },
    attachments: [{ file_type: 'file', file_size: 4 }],
  });
  const [file] = chatwoot.customer(phone).conversation()?.messages.at(-1)?.files ?? [];
  expect(file).toEqual({ name: 'boleto.pdf', url: sent.attachments[0]?.data_url });
  expect(await (await fetch(file?.url ?? '')).text()).toBe('%PDF');
  expect((await fetch(`${chatwoot.url}/rails/active_storage/blobs/1/boleto.pdf`)).status).toBe(404);
});
