import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
beforeAll(async () => {
  chatwoot = await startChatwoot();
});
afterAll(() => chatwoot.close());

const list = (args: Record<string, unknown> = {}) => chatwoot.server.call('list_inboxes', args);

const answerWith = (payload: object[]) =>
  chatwoot.sandbox.faults.rest.push({
    match: /inboxes$/,
    kind: 'answer',
    status: 200,
    body: JSON.stringify({ payload }),
  });

test('lists the channel and its approved templates', async () => {
  const { data } = await list();
  expect(data).toEqual({
    inboxes: [
      {
        id: chatwoot.sandbox.inboxId,
        name: 'WhatsApp',
        channel: 'Channel::Whatsapp',
        phone: '+551140028922',
      },
    ],
    templates: [
      {
        inbox_id: chatwoot.sandbox.inboxId,
        name: 'retomar_conversa',
        language: 'pt_BR',
        category: 'UTILITY',
        text: 'Olá, {{1}}! Temos novidades sobre {{2}}. Podemos continuar por aqui?',
      },
    ],
    has_more: false,
  });
});

test('can be narrowed to an inbox, and to words', async () => {
  expect((await list({ inbox_id: 99 })).data).toEqual({ inboxes: [], templates: [], has_more: false });
  expect((await list({ template_words: 'NOVIDADES' })).data.templates).toHaveLength(1);
  expect((await list({ template_words: 'boleto' })).data).toMatchObject({ inboxes: [{}], templates: [] });
});

describe('what else Chatwoot may answer', () => {
  test('other channels have no templates; one of a strange form is passed over', async () => {
    const good = {
      name: 'ok',
      language: 'pt_BR',
      status: 'approved',
      components: [{ type: 'body', text: 'Oi' }],
    };
    answerWith([
      { id: 1, name: 'Site', channel_type: 'Channel::WebWidget' },
      { id: 2, name: 'Zap', message_templates: [{ name: 7 }, good] },
      { id: 3, name: 'Outro', message_templates: {} },
    ]);
    const { data } = await list();
    expect(data.inboxes).toHaveLength(3);
    expect(data.templates).toEqual([
      { inbox_id: 2, name: 'ok', language: 'pt_BR', category: 'UTILITY', text: 'Oi' },
    ]);
  });

  test('hundreds of templates are cut to what fits, and that is said', async () => {
    const message_templates = Array.from({ length: 300 }, (_, index) => ({
      name: `modelo_${index}`,
      language: 'pt_BR',
      status: 'APPROVED',
      components: [{ type: 'BODY', text: 'x'.repeat(900) }],
    }));
    answerWith([
      { id: 1, name: 'Zap', message_templates },
      { id: 2, name: 'Site' },
    ]);
    const { data, text } = await list();
    expect(data).toMatchObject({ has_more: true, inboxes: [{ id: 1 }, { id: 2 }] });
    expect(text.length).toBeLessThan(4_000 * 3.5 + 500);
  });
});
