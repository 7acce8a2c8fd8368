import { describe, expect, test } from 'vitest';
import type { Conversation } from '#adapters/chatwoot/port.ts';
import { isWithHuman, refusalOf, takenOver } from './refusal.ts';

const withBot: Conversation = {
  id: 12,
  inboxId: 3,
  status: 'pending',
  canReply: true,
  channel: 'Channel::Whatsapp',
  contact: { id: 9, name: 'Maria', phone: '+5511999990001', email: null },
  assignee: null,
  team: null,
  labels: [],
  customAttributes: {},
  unreadCount: 1,
  lastActivityAt: null,
  lastText: 'oi',
};
const ana = { id: 5, name: 'Ana', kind: 'user' } as const;

describe('who has the conversation', () => {
  test('the bot, while it is pending and nobody or a bot is assigned', () => {
    expect(isWithHuman(withBot)).toBe(false);
    expect(isWithHuman({ ...withBot, assignee: { ...ana, kind: 'agent_bot' } })).toBe(false);
  });

  test.each(['open', 'resolved', 'snoozed', 'of a later version'])('people, while it is %s', (status) => {
    expect(isWithHuman({ ...withBot, status })).toBe(true);
  });

  test('a person who is assigned, though it is still pending', () => {
    expect(isWithHuman({ ...withBot, assignee: ana })).toBe(true);
  });
});

describe('why a text must not go out', () => {
  test('no reason, with the bot and within the window', () => {
    expect(refusalOf(withBot, false)).toBeUndefined();
  });

  test('a person has it; the name of the person is not told', () => {
    const refusal = refusalOf({ ...withBot, assignee: ana }, false);
    expect(refusal).toMatchObject({ code: 'human_took_over', retryable: false });
    expect(`${refusal?.message} ${refusal?.fix}`).not.toContain('Ana');
  });

  test('a template is kept back only by a person, not by the window', () => {
    const closed = { ...withBot, canReply: false };
    expect(takenOver(closed, false)).toBeUndefined();
    expect(takenOver({ ...closed, assignee: ana }, false)?.code).toBe('human_took_over');
    expect(takenOver({ ...closed, assignee: ana }, true)).toBeUndefined();
  });

  test('the window is closed, even when a person asked for the text', () => {
    const closed = { ...withBot, status: 'open', canReply: false };
    expect(refusalOf(closed, false)?.code).toBe('human_took_over');
    expect(refusalOf(closed, true)?.code).toBe('outside_reply_window');
  });
});
