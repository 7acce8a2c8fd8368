import { describe, expect, test } from 'vitest';
import { threadIdOf } from '#crews/bot/thread-id.ts';
import { toTurn } from '#crews/queue/turn-store.ts';
import type { MessageView } from '#sandbox/chatwoot/play/conversation-view.ts';
import { answersIn } from './answers.ts';

const place = { tenant: 'main', accountId: 1 };
const conversation = 40;
const thread = threadIdOf('main', 1, conversation);

function outgoing(content: string, deliveryKey: string, changes: Partial<MessageView> = {}): MessageView {
  return {
    id: 1,
    type: 'outgoing',
    content,
    contentAttributes: { delivery_key: deliveryKey },
    options: [],
    files: [],
    private: false,
    sender: null,
    createdAt: '',
    reachedCustomer: true,
    ...changes,
  };
}

/** The key of the answer to these messages, as the queue and the bot make it. */
function keyFor(...messageIds: number[]): string {
  const stored = messageIds.map((id) => ({ id: `message:1:${id}`, tenant: 'main', message: {} }));
  return `${thread}:${toTurn(`main:1:${conversation}`, stored, 3).turnId}#1`;
}

const read = (messages: MessageView[], ...bursts: number[][]) =>
  answersIn({ id: conversation, messages }, bursts, place);

describe('which messages an answer is for', () => {
  test('one each', () => {
    const messages = [outgoing('Olá!', keyFor(50)), outgoing('Encontrei:', keyFor(52))];
    expect(read(messages, [50], [52])).toEqual([
      { content: 'Olá!', to: [50] },
      { content: 'Encontrei:', to: [52] },
    ]);
  });

  test('a burst, whole or in parts, in the order in which it arrived', () => {
    const messages = [outgoing('a', keyFor(51, 50)), outgoing('b', keyFor(52)), outgoing('c', keyFor(60))];
    expect(read(messages, [50, 51, 52], [60]).map(({ to }) => to)).toEqual([[51, 50], [52], [60]]);
  });

  test('the same answer twice is seen twice', () => {
    expect(read([outgoing('a', keyFor(50)), outgoing('a', keyFor(50))], [50])).toHaveLength(2);
  });

  test('an apology, an answer across bursts and one without a key are strangers', () => {
    const apology = keyFor(50).replace('#1', ':dead#1');
    const messages = [outgoing('Desculpe', apology), outgoing('b', keyFor(50, 60)), outgoing('c', 'x')];
    for (const answer of read(messages, [50], [60])) {
      expect(answer).toMatchObject({ to: [], stranger: expect.any(String) });
    }
  });

  test('notes and what the customer wrote are no answers', () => {
    const note = outgoing('Resumo', keyFor(50), { private: true });
    expect(read([note, outgoing('oi', '', { type: 'incoming' })], [50])).toEqual([]);
  });
});
