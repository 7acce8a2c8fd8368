import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseWebhookEvent } from '#adapters/chatwoot/webhook/webhook-event.ts';
import { type InboundSettings, inboundOf } from './inbound.ts';
import { queuedMessageSchema } from './queued-message.ts';

const raw = JSON.parse(
  readFileSync(
    new URL('../../adapters/chatwoot/webhook/fixtures/message-created.json', import.meta.url),
    'utf8',
  ),
) as Record<string, unknown> & { conversation: object };
const ana = { id: 5, name: 'Ana Souza', type: 'user' };
const ours: InboundSettings = { tenant: 'main', writesAsBot: true, acceptedEmails: [] };

const read = (changes: object = {}, settings: Partial<InboundSettings> = {}) =>
  inboundOf(parseWebhookEvent({ ...raw, ...changes }), { ...ours, ...settings });
const ofAna = (content: string, changes: object = {}) => ({
  message_type: 'outgoing',
  content,
  sender: ana,
  ...changes,
});
const note = (content: string, changes: object = {}) => ofAna(content, { private: true, ...changes });

/** What the worker will read of a stored event. */
function stored(inbound: ReturnType<typeof read>) {
  if (inbound.kind !== 'message') throw new Error(`it is ${inbound.kind}`);
  const { event } = inbound;
  return { ...event, message: queuedMessageSchema.parse(event.message) };
}

describe('a message of a customer', () => {
  test('is stored under its conversation, its own number and its delivery', () => {
    expect(stored(read({}, { delivery: 'd-1' }))).toMatchObject({
      conversationKey: 'main:2:12',
      tenant: 'main',
      deliveryIds: ['message:2:31', 'delivery:d-1'],
      message: { kind: 'message', messageId: 31, content: 'Tem furadeira de impacto?' },
    });
    expect(stored(read()).alone).toBeUndefined();
  });

  test('that begins with /bot is no command', () => {
    expect(stored(read({ content: '/bot aprovar' })).message).toMatchObject({
      kind: 'message',
      content: '/bot aprovar',
    });
  });

  test('keeps what it replies to; a reference in another form is none', () => {
    const reply = stored(read({ content_attributes: { in_reply_to: 30 } })).message;
    expect(reply).toMatchObject({ contentAttributes: { in_reply_to: 30 } });
    const odd = stored(read({ content_attributes: { in_reply_to: 'wamid.1' } })).message;
    expect(odd).toMatchObject({ contentAttributes: { in_reply_to: null } });
  });

  test('carries an e-mail address that is proof of who writes only where the settings accept it', () => {
    const conversation = {
      ...raw.conversation,
      channel: 'Channel::Email',
      contact_inbox: { source_id: 'caio@example.com', hmac_verified: false },
    };
    expect(stored(read({ conversation })).message).not.toHaveProperty('verifiedEmail');
    expect(stored(read({ conversation }, { acceptedEmails: ['inbox'] })).message).toMatchObject({
      verifiedEmail: 'caio@example.com',
      byOther: false,
    });
    const copied = { conversation, content_attributes: { email: { from: ['bob@example.com'] } } };
    const ofOther = stored(read(copied, { acceptedEmails: ['inbox'] })).message;
    expect(ofOther).toMatchObject({ byOther: true });
    expect(ofOther).not.toHaveProperty('verifiedEmail');
  });

  test('is left alone where another has the conversation, not where the bot itself has it', () => {
    const meta = { assignee: { id: 12, name: 'Robô', type: 'agent_bot' }, assignee_type: 'AgentBot' };
    const assigned = {
      conversation: { ...raw.conversation, meta: { ...meta, sender: { id: 9, name: 'Caio' } } },
    };
    expect(read(assigned)).toEqual({ kind: 'ignored', reason: 'other_bot_assigned' });
    expect(read(assigned, { botId: 12 })).toMatchObject({ kind: 'message' });
  });
});

describe('a private note of an operator', () => {
  test.each(['pausar', 'retomar', 'resumo', 'ajuda'])(
    '/bot %s is done beside the turns of the conversation, at once',
    (word) => {
      expect(stored(read(note(`/bot ${word}`)))).toMatchObject({
        conversationKey: 'main:2:12:operator',
        alone: true,
        message: { kind: 'command', agent: { id: 5, name: 'Ana Souza' }, contact: { id: 9 } },
      });
    },
  );

  test.each(['aprovar', 'rejeitar caro demais'])(
    '/bot %s is done among them, as it lets the graph go on',
    (words) => {
      expect(stored(read(note(`/bot ${words}`)))).toMatchObject({
        conversationKey: 'main:2:12',
        alone: true,
      });
    },
  );

  test('reaches the bot also when a person has the conversation', () => {
    const conversation = { ...raw.conversation, status: 'open' };
    expect(read(note('/bot retomar', { conversation }))).toMatchObject({ kind: 'message' });
  });

  test('that is not for the bot is ignored', () => {
    expect(read(note('liguei para o cliente'))).toEqual({ kind: 'ignored', reason: 'not_incoming' });
  });

  test.each([
    ['a bot', { sender: { id: 12, name: 'Robô', type: 'agent_bot' } }],
    ['nobody', { sender: null }],
    ['a customer', { sender: { id: 9, name: 'Caio', type: 'contact' } }],
    ['a delivery of ours', { content_attributes: { delivery_key: 'turn#1' } }],
  ])('is no command when it is by %s', (_, changes) => {
    expect(read(note('/bot aprovar', changes))).toMatchObject({ kind: 'ignored' });
  });
});

describe("a person's answer to the customer", () => {
  test('takes a pending conversation from the bot', () => {
    expect(stored(read(ofAna('Oi, aqui é a Ana.')))).toMatchObject({
      conversationKey: 'main:2:12:operator',
      alone: true,
      message: { kind: 'human_reply', agent: { id: 5 } },
    });
  });

  test('from the paired phone does too: it is outgoing, without a sender', () => {
    expect(stored(read(ofAna('Oi!', { sender: null }))).message).toMatchObject({
      kind: 'human_reply',
      agent: null,
    });
  });

  test('changes nothing where a person has the conversation already', () => {
    const conversation = { ...raw.conversation, status: 'open' };
    expect(read(ofAna('Oi!', { conversation }))).toEqual({ kind: 'ignored', reason: 'not_incoming' });
  });

  test('cannot be told from ours where the bot writes in the name of a user; the phone can', () => {
    expect(read(ofAna('Oi!'), { writesAsBot: false })).toMatchObject({ kind: 'ignored' });
    expect(read(ofAna('Oi!', { sender: null }), { writesAsBot: false })).toMatchObject({ kind: 'message' });
  });

  test('of the bot itself, or stamped by it, is none', () => {
    const bot = { id: 12, name: 'Robô', type: 'agent_bot' };
    expect(read(ofAna('Olá!', { sender: bot }))).toMatchObject({ kind: 'ignored' });
    expect(read(ofAna('Olá!', { content_attributes: { delivery_key: 'a#1' } }))).toMatchObject({
      kind: 'ignored',
    });
  });
});

test('what Chatwoot tells the customer by itself is noted, so that the bot does not repeat it', () => {
  expect(stored(read({ message_type: 'template', sender: null, content: 'Bem-vindo!' }))).toMatchObject({
    conversationKey: 'main:2:12:operator',
    message: { kind: 'automatic_reply' },
  });
});

test('a transcript that Chatwoot tells later is noted beside the turn that waits for it, once', () => {
  const attachments = [{ id: 1, file_type: 'audio', transcribed_text: 'quero dois' }];
  expect(stored(read({ event: 'message_updated', attachments }, { delivery: 'd-2' }))).toMatchObject({
    conversationKey: 'main:2:12:operator',
    alone: true,
    deliveryIds: ['transcript:2:31', 'delivery:d-2'],
    message: { kind: 'transcript', messageId: 31, transcripts: ['quero dois'] },
  });
  expect(read({ event: 'message_updated' })).toEqual({ kind: 'ignored', reason: 'not_a_new_message' });
});

describe('the typing sign', () => {
  const typing = (type: string) =>
    read({ event: 'conversation_typing_on', user: { id: 9, type }, conversation: { id: 12 } });

  test('of the customer is noted', () => {
    expect(typing('contact')).toEqual({ kind: 'typing', conversationKey: 'main:2:12' });
  });
  test('of an operator is not', () => {
    expect(typing('user')).toEqual({ kind: 'ignored', reason: 'not_the_customer' });
  });
});
