import { beforeEach, describe, expect, test } from 'vitest';
import { addMessage } from '../rules/add-message.ts';
import { contactOf, receiveMessage } from '../rules/receive-message.ts';
import { updateConversation } from '../rules/update-conversation.ts';
import { createWorld, type World } from '../world.ts';
import { viewOf, viewOfCustomer } from './conversation-view.ts';
import { customerPhone } from './customer-phone.ts';
import { actAsOperator } from './operator-action.ts';

const phone = '+5511999990000';
let world: World;
beforeEach(() => {
  world = createWorld();
});
const write = (content = 'oi') =>
  receiveMessage(world, contactOf(world, phone, 'Maria'), content).conversation;

describe('the view of a conversation', () => {
  test('of nobody is nothing', () => {
    expect(viewOfCustomer(world, phone)).toBeUndefined();
    contactOf(world, phone);
    expect(viewOfCustomer(world, phone)).toBeUndefined();
  });

  test('names people and teams instead of numbering them', () => {
    const conversation = write();
    updateConversation(world, conversation, { team: world.teams[1] ?? null, labels: ['vip'] });
    conversation.typing = { kind: 'agent_bot', id: world.bot.id };
    expect(viewOf(world, conversation)).toMatchObject({
      team: 'suporte',
      labels: ['vip'],
      assignee: null,
      typing: 'Robô da loja',
    });
  });

  test('shows options to choose from, and files to open', () => {
    const conversation = write();
    world.url = 'http://127.0.0.1:1';
    const items = [{ title: 'Sim', value: 'sim' }, { title: 'Não' }];
    const bytes = new Uint8Array();
    addMessage(world, conversation, {
      type: 'outgoing',
      content: 'Confirma?',
      sender: { kind: 'agent_bot', id: world.bot.id },
      contentType: 'input_select',
      contentAttributes: { items },
      attachments: [{ id: 7, fileType: 'file', name: 'a b.pdf', contentType: 'application/pdf', bytes }],
    });
    expect(viewOf(world, conversation).messages.at(-1)).toMatchObject({
      contentAttributes: { items },
      options: ['Sim', 'Não'],
      files: [{ name: 'a b.pdf', url: 'http://127.0.0.1:1/rails/active_storage/blobs/7/a%20b.pdf' }],
    });
  });

  test('items of a text that is no choice are not shown', () => {
    const conversation = write();
    const sender = { kind: 'agent_bot' as const, id: world.bot.id };
    for (const contentAttributes of [{ items: [{ title: 'Sim' }] }, { items: 'Sim' }, {}])
      addMessage(world, conversation, { type: 'outgoing', content: 'x', sender, contentAttributes });
    expect(viewOf(world, conversation).messages.flatMap(({ options }) => options)).toEqual([]);
  });

  test('holds the newest 200 messages only', () => {
    for (let index = 1; index <= 205; index += 1) write(`m${index}`);
    const { messages } = viewOfCustomer(world, phone) ?? { messages: [] };
    expect(messages).toHaveLength(200);
    expect(messages[0]?.content).toBe('m6');
  });
});

describe('the operator', () => {
  test('who answers does not thereby take over', () => {
    const conversation = write();
    actAsOperator(world, conversation, { action: 'reply', content: 'olá' });
    expect(conversation).toMatchObject({ status: 'pending', assignee: null });
  });

  test('who takes over is assigned; who gives back is not', () => {
    const conversation = write();
    actAsOperator(world, conversation, { action: 'take_over' });
    expect(conversation).toMatchObject({ status: 'open', assignee: { name: 'Ana Souza' } });
    actAsOperator(world, conversation, { action: 'return_to_bot' });
    expect(conversation).toMatchObject({ status: 'pending', assignee: null });
  });
});

describe('a phone number', () => {
  test.each(['+5511999990000', '5511999990000', '+55 (11) 99999-0000', '55.11.99999.0000'])('%s', (text) => {
    expect(customerPhone(text)).toBe('+5511999990000');
  });

  test.each(['', 'maria', '123', '1'.repeat(16), '+55 11 9999x-0000', '＋5511'])('"%s" is none', (text) => {
    expect(() => customerPhone(text)).toThrow(/no phone number/);
  });
});
