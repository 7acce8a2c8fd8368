import { describe, expect, test } from 'vitest';
import {
  agentAnswer,
  contactAnswer,
  contactDetailsAnswer,
  conversationAnswer,
  messageAnswer,
} from './answers.ts';

const sender = { id: 9, name: 'Maria', phone_number: '+5511999990001', email: null };
const conversation = {
  id: 12,
  inbox_id: 3,
  status: 'pending',
  can_reply: true,
  labels: ['vip'],
  meta: { channel: 'Channel::Whatsapp', sender },
};
const message = { id: 31, content: 'oi', message_type: 0, created_at: 1763812800, private: false };

describe('a contact', () => {
  test('has null where Chatwoot has null, an empty text, or nothing', () => {
    expect(contactAnswer.parse({ id: 9, name: '', phone_number: null })).toEqual({
      id: 9,
      name: null,
      phone: null,
      email: null,
    });
  });

  test('on its own page has its attributes and when it was last seen', () => {
    const contact = { id: 9, custom_attributes: { cpf: '1' }, last_activity_at: 1763812800 };
    expect(contactDetailsAnswer.parse(contact)).toMatchObject({
      name: null,
      customAttributes: { cpf: '1' },
      lastActivityAt: '2025-11-22T12:00:00.000Z',
    });
    expect(contactDetailsAnswer.parse({ id: 9, custom_attributes: null, last_activity_at: 0 })).toMatchObject(
      {
        customAttributes: {},
        lastActivityAt: null,
      },
    );
  });

  test('needs a number', () => {
    expect(contactAnswer.safeParse({ name: 'Maria' }).success).toBe(false);
  });
});

test('an agent without a name is known by the address', () => {
  expect(agentAnswer.parse({ id: 5, name: '', email: 'ana@casa.example' })).toEqual({
    id: 5,
    name: 'ana@casa.example',
    isOnline: false,
  });
});

describe('a conversation', () => {
  test('is told in our words', () => {
    expect(conversationAnswer.parse(conversation)).toEqual({
      id: 12,
      inboxId: 3,
      status: 'pending',
      canReply: true,
      channel: 'Channel::Whatsapp',
      contact: { id: 9, name: 'Maria', phone: '+5511999990001', email: null },
      assignee: null,
      team: null,
      labels: ['vip'],
      customAttributes: {},
      unreadCount: 0,
      lastActivityAt: null,
      lastText: '',
    });
  });

  test('may leave out what older versions do not tell', () => {
    const { can_reply: _, labels: __, ...older } = conversation;
    expect(conversationAnswer.parse(older)).toMatchObject({ canReply: true, labels: [] });
  });

  test('a person who is assigned is told apart from a bot', () => {
    const assigned = (type: string | undefined) =>
      conversationAnswer.parse({
        ...conversation,
        meta: { ...conversation.meta, assignee: { id: 5, name: 'Ana' }, assignee_type: type },
      }).assignee?.kind;
    expect(assigned(undefined)).toBe('user');
    expect(assigned('User')).toBe('user');
    expect(assigned('AgentBot')).toBe('agent_bot');
  });

  test('a status of a later version is passed on', () => {
    expect(conversationAnswer.parse({ ...conversation, status: 'waiting' }).status).toBe('waiting');
  });

  test.each(['id', 'inbox_id', 'status', 'meta'])('needs %s', (name) => {
    expect(conversationAnswer.safeParse({ ...conversation, [name]: undefined }).success).toBe(false);
  });
});

describe('a message', () => {
  test.each([
    [0, 'incoming'],
    [1, 'outgoing'],
    [2, 'activity'],
    [3, 'template'],
  ])('of type %i is %s', (message_type, type) => {
    expect(messageAnswer.parse({ ...message, message_type }).type).toBe(type);
  });

  test('has a text, a time and nobody, where nothing else is told', () => {
    expect(messageAnswer.parse({ ...message, content: null })).toEqual({
      id: 31,
      type: 'incoming',
      content: '',
      contentType: 'text',
      private: false,
      sender: null,
      createdAt: '2025-11-22T12:00:00.000Z',
      attachments: [],
      deliveryKey: null,
    });
  });

  test('a sender without a type is a contact', () => {
    expect(messageAnswer.parse({ ...message, sender }).sender).toEqual({
      id: 9,
      name: 'Maria',
      kind: 'contact',
    });
  });

  test('shows the stamp of a delivery, and nothing that only looks like one', () => {
    const stamped = (content_attributes: unknown) => messageAnswer.parse({ ...message, content_attributes });
    expect(stamped({ delivery_key: 'turn-1#1' }).deliveryKey).toBe('turn-1#1');
    expect(stamped({ delivery_key: 7 }).deliveryKey).toBeNull();
    expect(stamped(null).deliveryKey).toBeNull();
  });

  test('names its attachments, also one without an address', () => {
    const attachments = [
      { file_type: 'audio', data_url: 'https://c.example/a.ogg' },
      { file_type: 'location', data_url: null },
    ];
    expect(messageAnswer.parse({ ...message, attachments }).attachments).toEqual([
      { type: 'audio', url: 'https://c.example/a.ogg' },
      { type: 'location', url: null },
    ]);
  });
});
