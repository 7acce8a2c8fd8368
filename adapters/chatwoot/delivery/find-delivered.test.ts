import { describe, expect, test } from 'vitest';
import type { Message } from '../port.ts';
import { findDelivered } from './find-delivered.ts';

let ids = 0;
function message(changes: Partial<Message> = {}): Message {
  ids += 1;
  return {
    id: ids,
    type: 'outgoing',
    content: 'Olá!',
    contentType: 'text',
    private: false,
    sender: { id: 12, name: 'Robô', kind: 'agent_bot' },
    createdAt: '2026-01-01T12:00:00.000Z',
    attachments: [],
    deliveryKey: null,
    ...changes,
  };
}
const incoming = () => message({ type: 'incoming', content: 'oi', sender: null });
const part = { key: 'turn-1#1', content: 'Olá!', private: false, hasFile: false };
const find = (recent: Message[], kind: 'agent_bot' | 'user' = 'agent_bot') =>
  findDelivered(recent, part, kind);

describe('by its key', () => {
  test('wherever it stands, whatever it says', () => {
    const sent = message({ deliveryKey: 'turn-1#1', content: 'outra coisa' });
    expect(find([sent, incoming(), message({ deliveryKey: 'turn-2#1' })])).toBe(sent);
  });

  test('a key that only begins the same is another one', () => {
    expect(find([message({ deliveryKey: 'turn-1#10' }), message({ deliveryKey: 'turn-1' })])).toBeUndefined();
  });

  test('the same text under another key is another message', () => {
    expect(find([message({ deliveryKey: 'turn-0#1' })])).toBeUndefined();
  });

  test('is preferred to one of the same text', () => {
    const stamped = message({ deliveryKey: 'turn-1#1' });
    expect(find([message(), stamped])).toBe(stamped);
  });
});

describe('by its text, where versions drop the key', () => {
  test('since the customer last wrote', () => {
    const sent = message();
    expect(find([incoming(), sent])).toBe(sent);
    expect(find([sent, incoming()])).toBeUndefined();
  });

  test('white space around it does not matter', () => {
    const sent = message({ content: ' Olá!\n' });
    expect(find([incoming(), sent])).toBe(sent);
  });

  test.each([
    ['another text', { content: 'Olá' }],
    ['one with a file', { attachments: [{ type: 'image', url: null }] }],
    ['a note', { private: true }],
    ['an activity', { type: 'activity' as const }],
    ['from a person', { sender: { id: 5, name: 'Ana', kind: 'user' } }],
    ['from the paired phone', { sender: null }],
  ])('but not %s', (_name, changes) => {
    expect(find([incoming(), message(changes)])).toBeUndefined();
  });

  test("from a user, where the bot's messages are a user's", () => {
    const sent = message({ sender: { id: 1, name: 'Integração', kind: 'user' } });
    expect(find([incoming(), sent], 'user')).toBe(sent);
  });
});
