import { beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World, type WorldEvent } from '../world.ts';
import { addMessage } from './add-message.ts';
import { canReply } from './can-reply.ts';
import { changeStatus } from './change-status.ts';
import { contactOf, latestConversation, openConversation, receiveMessage } from './receive-message.ts';
import { updateConversation } from './update-conversation.ts';

const phone = '+5511999990000';
const dayMs = 24 * 60 * 60 * 1_000;
let world: World;
let told: WorldEvent[];
beforeEach(() => {
  world = createWorld();
  told = [];
  world.listeners.add((event) => told.push(event));
});

const write = (content = 'oi') => receiveMessage(world, contactOf(world, phone), content);
const byBot = () => ({ kind: 'agent_bot' as const, id: world.bot.id });
const byHuman = { kind: 'user' as const, id: 5 };

describe('a customer writes', () => {
  test('the first message opens a pending conversation', () => {
    const { conversation, message } = write();
    expect(conversation).toMatchObject({ id: 1, status: 'pending', assignee: null });
    expect(message).toMatchObject({ type: 'incoming', content: 'oi', private: false });
    expect(message.sourceId).toMatch(/^wamid\./);
    expect(told.map(({ name }) => name)).toEqual(['message_created']);
  });

  test('the second message goes into the same conversation', () => {
    expect(write().conversation).toBe(write('de novo').conversation);
    expect(world.conversations.size).toBe(1);
  });

  test('customers have conversations of their own', () => {
    const other = receiveMessage(world, contactOf(world, '+5511999990009'), 'oi').conversation;
    expect(write().conversation).not.toBe(other);
    expect(latestConversation(world, other.contact)).toBe(other);
  });

  test('a resolved conversation comes back to the bot, without its human', () => {
    const { conversation } = write();
    updateConversation(world, conversation, { assignee: world.agents[1] ?? null });
    changeStatus(world, conversation, 'resolved', 'Ana');
    write('voltei');
    expect(conversation).toMatchObject({ status: 'pending', assignee: null });
  });

  test('a snoozed conversation comes back to the humans', () => {
    const { conversation } = write();
    changeStatus(world, conversation, 'snoozed', 'Ana');
    write('voltei');
    expect(conversation.status).toBe('open');
  });

  test('an open conversation stays with the humans', () => {
    const { conversation } = write();
    changeStatus(world, conversation, 'open', 'Ana');
    write('ainda aí?');
    expect(conversation.status).toBe('open');
  });

  test('one contact has one phone number, and takes the name that is given last', () => {
    const contact = contactOf(world, phone, 'Maria');
    expect(contactOf(world, phone)).toBe(contact);
    expect(contactOf(world, phone, 'Maria Silva').name).toBe('Maria Silva');
    expect(contactOf(world, '+5511999990009').name).toBe('+5511999990009');
  });
});

describe("WhatsApp's 24-hour window", () => {
  test('is closed before the first message of the customer', () => {
    expect(canReply(openConversation(world, contactOf(world, phone)))).toBe(false);
  });

  test('closes a day after the last one, whatever was answered since', () => {
    const { conversation, message } = write();
    expect(canReply(conversation)).toBe(true);
    message.createdAt = new Date(Date.now() - dayMs - 1);
    addMessage(world, conversation, { type: 'outgoing', content: 'oi?', sender: byBot() });
    expect(canReply(conversation)).toBe(false);
  });

  test('outside it a text is accepted but does not arrive; a template does', () => {
    const { conversation, message } = write();
    message.createdAt = new Date(Date.now() - dayMs - 1);
    const text = { type: 'outgoing', content: 'oi?', sender: byBot() } as const;
    expect(addMessage(world, conversation, text).reachedCustomer).toBe(false);
    expect(addMessage(world, conversation, { ...text, isTemplate: true }).reachedCustomer).toBe(true);
  });
});

describe('what reaches the customer', () => {
  test.each([
    ['an answer', {}, true],
    ['a private note', { private: true }, false],
    ['an answer with a source id, which suppresses delivery', { sourceId: 'wamid.1' }, false],
    ['an activity', { type: 'activity' as const, sender: null }, false],
  ])('%s', (_name, fields, reached) => {
    const { conversation } = write();
    const message = { type: 'outgoing' as const, content: 'x', sender: byBot(), ...fields };
    expect(addMessage(world, conversation, message).reachedCustomer).toBe(reached);
  });
});

describe('waiting and answering', () => {
  test('the customer waits from the first message that nobody answered', () => {
    const { conversation, message } = write();
    write('alô?');
    expect(conversation.waitingSince).toBe(message.createdAt);
    addMessage(world, conversation, { type: 'outgoing', content: 'nota', private: true, sender: byHuman });
    expect(conversation.waitingSince).toBe(message.createdAt);
    addMessage(world, conversation, { type: 'outgoing', content: 'olá', sender: byBot() });
    expect(conversation.waitingSince).toBeNull();
  });

  test('only a human gives a first reply', () => {
    const { conversation } = write();
    addMessage(world, conversation, { type: 'outgoing', content: 'olá', sender: byBot() });
    expect(conversation.firstReplyAt).toBeNull();
    const answer = addMessage(world, conversation, { type: 'outgoing', content: 'olá', sender: byHuman });
    expect(conversation.firstReplyAt).toBe(answer.createdAt);
  });

  test('an answer ends the typing sign', () => {
    const { conversation } = write();
    conversation.typing = byBot();
    addMessage(world, conversation, { type: 'outgoing', content: 'olá', sender: byBot() });
    expect(conversation.typing).toBeNull();
  });

  test("a human's answer does not take a conversation from the bot", () => {
    const { conversation } = write();
    addMessage(world, conversation, { type: 'outgoing', content: 'olá', sender: byHuman });
    expect(conversation.status).toBe('pending');
  });
});

describe('changes of a conversation', () => {
  test('a status is told by its own event and by what changed', () => {
    const { conversation } = write();
    told.length = 0;
    changeStatus(world, conversation, 'open', 'Ana');
    changeStatus(world, conversation, 'pending', 'Ana');
    changeStatus(world, conversation, 'resolved', 'Ana');
    expect(told.map(({ name }) => name).filter((name) => name !== 'message_created')).toEqual([
      'conversation_opened',
      'conversation_status_changed',
      'conversation_status_changed',
      'conversation_resolved',
      'conversation_status_changed',
    ]);
    expect(told.at(-1)).toMatchObject({
      changed: [{ status: { previous_value: 'pending', current_value: 'resolved' } }],
    });
    expect(conversation.messages.at(-1)?.content).toBe('Conversa marcada como resolvida por Ana');
  });

  test('the same again is told to nobody', () => {
    const { conversation } = write();
    told.length = 0;
    changeStatus(world, conversation, 'pending', 'Ana');
    updateConversation(world, conversation, { assignee: null, team: null, labels: conversation.labels });
    expect(told).toEqual([]);
  });

  test('the same labels and attributes in new lists are no change', () => {
    const { conversation } = write();
    updateConversation(world, conversation, { labels: ['vip'], customAttributes: { pedido: 'S1' } });
    told.length = 0;
    updateConversation(world, conversation, { labels: ['vip'], customAttributes: { pedido: 'S1' } });
    expect(told).toEqual([]);
  });

  test('custom attributes are told with what they were', () => {
    const { conversation } = write();
    updateConversation(world, conversation, { customAttributes: { pedido: 'S1' } });
    updateConversation(world, conversation, { customAttributes: { nota: 5 } });
    expect(told.at(-1)).toMatchObject({
      changed: [{ custom_attributes: { previous_value: { pedido: 'S1' }, current_value: { nota: 5 } } }],
    });
  });

  test('team and labels are told under the names of Chatwoot', () => {
    const { conversation } = write();
    updateConversation(world, conversation, { team: world.teams[0] ?? null, labels: ['vip'] });
    expect(told.at(-1)).toMatchObject({
      name: 'conversation_updated',
      changed: [
        { team_id: { previous_value: null, current_value: 1 } },
        { label_list: { previous_value: [], current_value: ['vip'] } },
      ],
    });
  });
});
