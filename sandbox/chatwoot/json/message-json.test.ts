import { beforeEach, describe, expect, test } from 'vitest';
import { addMessage } from '../rules/add-message.ts';
import { contactOf, receiveMessage } from '../rules/receive-message.ts';
import { createWorld, type Sender, type World } from '../world.ts';
import { contactWithInboxesJson, eventContactJson } from './contact-json.ts';
import { conversationJson } from './conversation-json.ts';
import { embeddedMessageJson, messageJson, unreadCount } from './message-json.ts';
import { eventSenderJson } from './sender-json.ts';
import { fractionalSeconds, seconds } from './times.ts';

let world: World;
beforeEach(() => {
  world = createWorld();
});

const write = () => receiveMessage(world, contactOf(world, '+5511999990000', 'Maria'), 'oi');
const senders = (contact: number): Record<string, Sender> => ({
  contact: { kind: 'contact', id: contact },
  user: { kind: 'user', id: 5 },
  agent_bot: { kind: 'agent_bot', id: 12 },
});

describe('a message', () => {
  test('has a number for its type and whole seconds for its time', () => {
    const { conversation, message } = write();
    message.createdAt = new Date(1763812800_987);
    expect(messageJson(world, conversation, message)).toMatchObject({
      message_type: 0,
      created_at: 1763812800,
      conversation_id: conversation.id,
      sender: { type: 'contact', name: 'Maria' },
    });
  });

  test('an activity has no sender at all', () => {
    const { conversation } = write();
    const activity = addMessage(world, conversation, { type: 'activity', content: 'x', sender: null });
    expect(messageJson(world, conversation, activity)).not.toHaveProperty('sender');
    expect(embeddedMessageJson(world, conversation, activity)).toMatchObject({
      message_type: 2,
      sender_type: null,
      sender_id: null,
    });
  });

  test.each([
    ['contact', 'Contact'],
    ['user', 'User'],
    ['agent_bot', 'AgentBot'],
  ])('from a %s names the class of its sender', (kind, name) => {
    const { conversation } = write();
    const sender = senders(conversation.contact.id)[kind] ?? null;
    const sent = addMessage(world, conversation, { type: 'outgoing', content: 'x', sender });
    expect(embeddedMessageJson(world, conversation, sent).sender_type).toBe(name);
  });
});

describe('a sender at the top of an event', () => {
  test('a contact comes with the account and without a type', () => {
    const { conversation } = write();
    const json = eventSenderJson(world, { kind: 'contact', id: conversation.contact.id });
    expect(json).toEqual(eventContactJson(world, conversation.contact));
    expect(json).toMatchObject({ account: world.account });
    expect(json).not.toHaveProperty('type');
  });

  test('an agent comes with an address, a bot does not', () => {
    expect(eventSenderJson(world, { kind: 'user', id: 5 })).toMatchObject({ email: expect.any(String) });
    expect(eventSenderJson(world, { kind: 'agent_bot', id: 12 })).not.toHaveProperty('email');
  });
});

describe('a conversation', () => {
  test('counts what nobody has answered', () => {
    const { conversation } = write();
    write();
    expect(unreadCount(conversation)).toBe(2);
    const byBot = { type: 'outgoing', content: 'x', sender: { kind: 'agent_bot', id: 12 } } as const;
    addMessage(world, conversation, { ...byBot, private: true });
    expect(unreadCount(conversation)).toBe(2);
    addMessage(world, conversation, byBot);
    expect(unreadCount(conversation)).toBe(0);
  });

  test('shows the newest message, and the newest that somebody wrote', () => {
    const { conversation, message } = write();
    addMessage(world, conversation, { type: 'activity', content: 'mudou', sender: null });
    expect(conversationJson(world, conversation)).toMatchObject({
      messages: [{ content: 'mudou' }],
      last_non_activity_message: { id: message.id },
    });
  });

  test('names no assignee and no team while there is none', () => {
    const { meta } = conversationJson(world, write().conversation);
    expect(meta).not.toHaveProperty('assignee');
    expect(meta).not.toHaveProperty('team');
  });
});

test('the inbox of a contact knows it by the digits of its number', () => {
  const { conversation } = write();
  expect(contactWithInboxesJson(world, conversation.contact).contact_inboxes[0]).toMatchObject({
    source_id: '5511999990000',
  });
});

test('no time is 0 seconds', () => {
  expect(seconds(null)).toBe(0);
  expect(seconds(new Date(1_999))).toBe(1);
  expect(fractionalSeconds(new Date(1_500))).toBe(1.5);
});
