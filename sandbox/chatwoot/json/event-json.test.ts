import { describe, expect, test } from 'vitest';
import { addMessage } from '../rules/add-message.ts';
import { changeStatus } from '../rules/change-status.ts';
import { contactOf, receiveMessage } from '../rules/receive-message.ts';
import { updateConversation } from '../rules/update-conversation.ts';
import { sampleEvents } from '../testing/reference.ts';
import { createWorld, type WorldEvent } from '../world.ts';
import { eventJson } from './event-json.ts';

const samples = sampleEvents();

/** A conversation in which everything happens once; what was told of it, as a bot would be sent it. */
function happenings(): Map<string, unknown> {
  const world = createWorld();
  const told: [string, unknown][] = [];
  world.listeners.add((event: WorldEvent) => {
    if (event.name === 'typing_changed' || ('message' in event && event.message.type === 'activity')) return;
    told.push([event.name, eventJson(world, event)]);
  });
  const { conversation } = receiveMessage(world, contactOf(world, '+5511999990000', 'Maria'), 'oi');
  const [created] = told;
  updateConversation(world, conversation, { assignee: world.agents[1] ?? null });
  changeStatus(world, conversation, 'open', 'Ana');
  changeStatus(world, conversation, 'resolved', 'Ana');
  addMessage(world, conversation, {
    type: 'outgoing',
    content: 'olá',
    sender: { kind: 'agent_bot', id: world.bot.id },
  });
  const byBot = told.at(-1)?.[1];
  return new Map([...told, ...(created ? [created] : []), ['by the bot', byBot]]);
}

/** Every key of a value, with its path; what a customer can set freely is not looked into. */
function keysOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysOf(item, `${path}[]`));
  if (typeof value !== 'object' || value === null || /attributes$/.test(path)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    `${path}.${name}`,
    ...keysOf(inner, `${path}.${name}`),
  ]);
}

/** The kind of each plain value, where both have one: a text, a number, a truth value. */
function kindsOf(value: unknown, path = ''): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((item) => kindsOf(item, `${path}[]`));
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[path, typeof value]];
  return Object.entries(value).flatMap(([name, inner]) => kindsOf(inner, `${path}.${name}`));
}

const unique = (items: string[]) => [...new Set(items)].sort();

describe.skipIf(!samples)("events have the form of Chatwoot's serialisers", () => {
  const told = happenings();

  test.each([
    'message_created',
    'conversation_opened',
    'conversation_resolved',
    'conversation_status_changed',
    'conversation_updated',
  ])('%s has the keys of the sample', (name) => {
    expect(unique(keysOf(told.get(name)))).toEqual(unique(keysOf(samples?.[name])));
  });

  test.each(['message_created', 'conversation_status_changed'])('%s has its kinds of values', (name) => {
    const kinds = new Map(kindsOf(told.get(name)));
    for (const [path, kind] of kindsOf(samples?.[name]))
      if (kinds.has(path)) expect(`${path} ${kinds.get(path)}`).toBe(`${path} ${kind}`);
  });
});

describe('the details that trip up a reader', () => {
  const told = happenings();

  test('the type of a message is a word at the top and a number in the conversation', () => {
    expect(told.get('message_created')).toMatchObject({
      message_type: 'incoming',
      conversation: { messages: [{ message_type: 0 }] },
    });
  });

  test('times are ISO texts, whole and fractional seconds', () => {
    const event = told.get('message_created') as {
      created_at: unknown;
      conversation: Record<string, unknown>;
    };
    expect(event.created_at).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(event.conversation.created_at).toBeTypeOf('number');
    expect(Number.isInteger(event.conversation.created_at)).toBe(true);
    expect(event.conversation.updated_at).toBeTypeOf('number');
  });

  test('a bot is named as the sender, with its type', () => {
    expect(told.get('by the bot')).toMatchObject({
      message_type: 'outgoing',
      sender: { id: 12, type: 'agent_bot' },
    });
  });

  test('what changed is told as pairs', () => {
    expect(told.get('conversation_updated')).toMatchObject({
      changed_attributes: [{ assignee_id: { previous_value: null, current_value: 5 } }],
    });
  });
});
