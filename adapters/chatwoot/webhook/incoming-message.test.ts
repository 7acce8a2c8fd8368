import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type IncomingMessage, incomingMessageOf } from './incoming-message.ts';
import { parseWebhookEvent } from './webhook-event.ts';

type Fields = Record<string, unknown>;

const raw: Fields = JSON.parse(
  readFileSync(new URL('./fixtures/message-created.json', import.meta.url), 'utf8'),
);

/** The verdict on the fixture with some of its fields, at any depth, replaced. */
function verdict(changes: Fields, own?: { botId?: number }) {
  return incomingMessageOf(parseWebhookEvent(replaced(raw, changes)), own);
}

function replaced(fields: Fields, changes: Fields): Fields {
  const result = { ...fields };
  for (const [name, change] of Object.entries(changes)) {
    const before = result[name];
    result[name] = isFields(before) && isFields(change) ? replaced(before, change) : change;
  }
  return result;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const assignedTo = (id: number, type: 'user' | 'agent_bot') => ({
  conversation: {
    meta: {
      assignee: { id, name: 'X', type },
      assignee_type: type === 'user' ? 'User' : 'AgentBot',
    },
  },
});

test("a customer's message becomes plain data in our own words", () => {
  expect(verdict({})).toEqual({
    accountId: 2,
    conversationId: 12,
    messageId: 31,
    inboxId: 4,
    contact: { id: 9, name: 'Caio', phone: '+5531988887777', email: null },
    vouchedEmail: null,
    byOther: false,
    channel: 'Channel::Whatsapp',
    content: 'Tem furadeira de impacto?',
    contentType: 'text',
    contentAttributes: {},
    attachments: [],
    createdAt: '2026-03-02T13:30:00.250Z',
    canReply: true,
  });
});

test('a bot acts only on new messages', () => {
  expect(verdict({ event: 'message_updated' })).toEqual({ ignored: 'not_a_new_message' });
  expect(incomingMessageOf({ event: 'unknown', name: 'x' })).toEqual({ ignored: 'not_a_new_message' });
});

test.each(['outgoing', 'template', 'activity'])('a bot does not act on %s messages', (type) => {
  expect(verdict({ message_type: type })).toEqual({ ignored: 'not_incoming' });
});

test('an answer from the paired phone is outgoing, without a sender', () => {
  expect(verdict({ message_type: 'outgoing', sender: null })).toEqual({ ignored: 'not_incoming' });
});

test('a bot does not act on private notes', () => {
  expect(verdict({ private: true })).toEqual({ ignored: 'private' });
});

test.each(['open', 'resolved', 'snoozed'])('a bot does not act in a conversation that is %s', (status) => {
  expect(verdict({ conversation: { status } })).toEqual({ ignored: 'not_pending' });
});

test('a bot does not act once a human is assigned, even while the conversation is pending', () => {
  expect(verdict(assignedTo(5, 'user'))).toEqual({ ignored: 'human_assigned' });
  const older = { conversation: { meta: { assignee: { id: 5, name: 'João' } } } };
  expect(verdict(older)).toEqual({ ignored: 'human_assigned' });
});

test('a bot does not act where another bot is assigned', () => {
  expect(verdict(assignedTo(12, 'agent_bot'))).toEqual({ ignored: 'other_bot_assigned' });
  expect(verdict(assignedTo(12, 'agent_bot'), { botId: 13 })).toEqual({
    ignored: 'other_bot_assigned',
  });
  expect(verdict(assignedTo(12, 'agent_bot'), { botId: 12 })).toMatchObject({ messageId: 31 });
});

test('a blocked contact gets no answer', () => {
  expect(verdict({ sender: { blocked: true } })).toEqual({ ignored: 'contact_blocked' });
});

test('the contact and the account are found wherever the version of Chatwoot puts them', () => {
  expect(verdict({ account: undefined, sender: undefined, inbox: undefined })).toMatchObject({
    accountId: 2,
    inboxId: 4,
    contact: { id: 9 },
  });
  expect(verdict({ sender: null, conversation: { meta: { sender: null } } })).toEqual({
    ignored: 'no_contact',
  });
  expect(verdict({ account: null, conversation: { messages: [] } })).toEqual({ ignored: 'no_account' });
});

test('audio, location and files keep what can be understood of them', () => {
  const attached = [
    { id: 1, file_type: 'audio', data_url: 'https://c.example/a.ogg', transcribed_text: 'quero dois' },
    { id: 2, file_type: 'audio', data_url: 'https://c.example/b.ogg', transcribed_text: '' },
    {
      id: 3,
      file_type: 'location',
      data_url: null,
      coordinates_lat: 0,
      coordinates_long: -46.63,
      fallback_title: 'Casa',
    },
  ];
  const { attachments, content } = verdict({ content: null, attachments: attached }) as IncomingMessage;
  expect(content).toBeNull();
  expect(attachments).toEqual([
    { type: 'audio', dataUrl: 'https://c.example/a.ogg', transcribedText: 'quero dois' },
    { type: 'audio', dataUrl: 'https://c.example/b.ogg' },
    { type: 'location', dataUrl: null, latitude: 0, longitude: -46.63, title: 'Casa' },
  ]);
});

test('outside the 24-hour window the message says so', () => {
  expect(verdict({ conversation: { can_reply: false } })).toMatchObject({ canReply: false });
});

test('a reply to an earlier message keeps the reference', () => {
  expect(verdict({ content_attributes: { in_reply_to: 30 } })).toMatchObject({
    contentAttributes: { in_reply_to: 30 },
  });
});
