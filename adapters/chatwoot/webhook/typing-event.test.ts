import { expect, test } from 'vitest';
import { typingCustomerOf } from './typing-event.ts';
import { parseWebhookEvent, type WebhookEvent } from './webhook-event.ts';

const read = (changes: object = {}) => {
  const event: WebhookEvent = parseWebhookEvent({
    event: 'conversation_typing_on',
    account: { id: 2, name: 'Loja' },
    conversation: { id: 12, status: 'pending', messages: [] },
    user: { id: 9, name: 'Caio', type: 'contact' },
    is_private: false,
    ...changes,
  });
  return event.event === 'conversation_typing_on' ? typingCustomerOf(event) : event;
};

test('a customer who types is told with the conversation', () => {
  expect(read()).toEqual({ accountId: 2, conversationId: 12 });
  expect(read({ user: { id: 9, name: 'Caio' } })).toEqual({ accountId: 2, conversationId: 12 });
});

test('the account is found wherever the version of Chatwoot puts it', () => {
  const conversation = { id: 12, messages: [{ account_id: 7 }] };
  expect(read({ account: null, conversation })).toMatchObject({ accountId: 7 });
  expect(read({ account: null, conversation: { id: 12, account_id: 8 } })).toMatchObject({ accountId: 8 });
  expect(read({ account: null })).toBeUndefined();
});

test('an operator who types is not the customer', () => {
  expect(read({ user: { id: 5, name: 'Ana', type: 'user' } })).toBeUndefined();
  expect(read({ user: null, is_private: true })).toBeUndefined();
});
