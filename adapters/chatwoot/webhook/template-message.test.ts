import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { templateMessageOf } from './template-message.ts';
import { parseWebhookEvent } from './webhook-event.ts';

const raw = JSON.parse(
  readFileSync(new URL('./fixtures/message-created.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

const read = (changes: object) =>
  templateMessageOf(
    parseWebhookEvent({ ...raw, message_type: 'template', content: 'Bem-vindo!', sender: null, ...changes }),
  );

test('what Chatwoot has told the customer is read with its conversation', () => {
  expect(read({})).toEqual({
    accountId: 2,
    conversationId: 12,
    messageId: 31,
    contact: { id: 9, name: 'Caio', phone: '+5531988887777', email: null },
    channel: 'Channel::Whatsapp',
  });
});

test.each([
  ['a survey', { content_type: 'input_csat' }],
  ['a question for an e-mail address', { content_type: 'input_email' }],
  ["an agent's message", { message_type: 'outgoing' }],
  ["a customer's message", { message_type: 'incoming' }],
  ['a change of it', { event: 'message_updated' }],
  [
    'one without an account',
    { account: null, conversation: { ...(raw.conversation as object), messages: [] } },
  ],
  ['one without a contact', { conversation: { ...(raw.conversation as object), meta: {} } }],
])('%s is none', (_, changes) => {
  expect(read(changes)).toBeUndefined();
});
