import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { operatorMessageOf } from './operator-message.ts';
import { parseWebhookEvent } from './webhook-event.ts';

const raw = JSON.parse(
  readFileSync(new URL('./fixtures/message-created.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;
const ana = { id: 5, name: 'Ana Souza', email: 'ana@loja.example', type: 'user' };

const read = (changes: Record<string, unknown>) =>
  operatorMessageOf(
    parseWebhookEvent({ ...raw, message_type: 'outgoing', content: 'Já vejo.', sender: ana, ...changes }),
  );

describe('what a person wrote', () => {
  test('an answer of an agent', () => {
    expect(read({})).toEqual({
      accountId: 2,
      conversationId: 12,
      messageId: 31,
      contact: { id: 9, name: 'Caio', phone: '+5531988887777', email: null },
      status: 'pending',
      channel: 'Channel::Whatsapp',
      private: false,
      content: 'Já vejo.',
      agent: { id: 5, name: 'Ana Souza' },
    });
  });

  test('a private note', () => {
    expect(read({ private: true, content: '/bot resumo' })).toMatchObject({
      private: true,
      content: '/bot resumo',
    });
  });

  test('an answer from the paired phone, which has no sender', () => {
    expect(read({ sender: null })).toMatchObject({ agent: null, private: false });
  });
});

describe('what no person wrote', () => {
  test.each([
    ['a customer, whatever the words', { message_type: 'incoming', sender: { id: 9, name: 'Caio' } }],
    ['a customer under a type that is not theirs', { sender: { id: 9, name: 'Caio', type: 'contact' } }],
    ['a sender without a type', { sender: { id: 9, name: 'Caio' } }],
    ['a bot', { sender: { id: 12, name: 'Robô', type: 'agent_bot' } }],
    ['a template', { message_type: 'template', sender: null }],
    ['an automation rule', { sender: null, content_attributes: { automation_rule_id: 3 } }],
    ['a campaign', { content_attributes: { campaign_id: 3 } }],
    ['a delivery of ours in the name of a user', { content_attributes: { delivery_key: 'a#1' } }],
    ['a note without a sender', { sender: null, private: true }],
    ['a change of an older message', { event: 'message_updated' }],
  ])('%s', (_, changes) => {
    expect(read(changes)).toBeUndefined();
  });

  test('nothing is read without an account or a contact', () => {
    const { meta: _meta, ...conversation } = raw.conversation as Record<string, unknown>;
    expect(read({ conversation: { ...conversation, meta: {} } })).toBeUndefined();
    expect(
      read({ account: null, conversation: { ...(raw.conversation as object), messages: [] } }),
    ).toBeUndefined();
  });
});
