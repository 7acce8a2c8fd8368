import { describe, expect, test, vi } from 'vitest';
import type { Message } from '#adapters/chatwoot/port.ts';
import { ConflictError } from '#errors/errors.ts';
import { deliverUnlessRefused } from './deliver-unless-refused.ts';

const refusal = new ConflictError('A person is assigned.');

/** Messages of a conversation by their delivery keys. */
function earlier(keys: (string | null)[]) {
  const messages = keys.map((deliveryKey, index) => ({ id: index + 1, deliveryKey }) as Message);
  return {
    chatwoot: { listMessages: async () => ({ messages, hasMore: false }) },
    conversationId: 12,
    deliveryKey: 'turn-1',
    signal: new AbortController().signal,
  };
}
const send = async () => ({ messageIds: [31], alreadySent: false });

test('without a reason not to, it is sent', async () => {
  expect(await deliverUnlessRefused(undefined, earlier([]), send)).toEqual({
    message_ids: [31],
    already_sent: false,
  });
});

describe('with a reason not to', () => {
  test('nothing is sent, and the reason is told', async () => {
    const sending = vi.fn(send);
    const keys = [null, 'turn-10#1', 'turn-1', 'other#1'];
    await expect(deliverUnlessRefused(refusal, earlier(keys), sending)).rejects.toBe(refusal);
    expect(sending).not.toHaveBeenCalled();
  });

  test('what had been sent before is told as sent', async () => {
    expect(await deliverUnlessRefused(refusal, earlier([null, 'turn-1#1', 'turn-1#2']), send)).toEqual({
      message_ids: [2, 3],
      already_sent: true,
    });
  });
});
