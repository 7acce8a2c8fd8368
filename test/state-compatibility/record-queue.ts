import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { QueuedMessage } from '#crews/bot/queued-message.ts';
import { createRedisTurnQueue } from '#crews/queue/redis-turn-queue.ts';
import { silentLogger as logger } from '#telemetry/logger.ts';
import { type QueueContent, readContent } from './queue-content.ts';

const where = {
  accountId: 1,
  conversationId: 7,
  contact: { id: 5, name: 'Maria', phone: '+5511970000001', email: null },
  channel: 'Channel::Whatsapp',
};
const agent = { id: 2, name: 'Ana' };

/** One of every kind of message that waits in the queue. */
const queuedMessages: QueuedMessage[] = [
  {
    kind: 'message',
    ...where,
    messageId: 1,
    content: 'tem trena?',
    contentAttributes: { in_reply_to: 11 },
    attachments: [{ type: 'audio', dataUrl: 'https://chat.example.com/voz.ogg' }],
  },
  { kind: 'command', ...where, messageId: 2, command: { name: 'reject', reason: 'crédito' }, agent },
  { kind: 'human_reply', ...where, messageId: 3, agent },
  { kind: 'automatic_reply', ...where, messageId: 4 },
];
const givenUp: QueuedMessage = {
  ...queuedMessages[0],
  kind: 'message',
  messageId: 5,
} as QueuedMessage;

/** Fills a queue with messages that wait and one that was given up, and returns what Redis holds then. */
export async function recordQueue(url: string, redis: Redis): Promise<QueueContent> {
  const prefix = '{recorded}';
  const options = { url, prefix, logger, debounceMs: 0, attempts: 1 };
  const failing = createRedisTurnQueue({ ...options, onDead: async () => undefined });
  await failing.start(() => Promise.reject(new Error('given up')));
  await failing.offer(eventOf(givenUp, 'main:1:8'));
  while ((await failing.stats()).dead === 0) await sleep(20);
  await failing.close(1_000);

  const waiting = createRedisTurnQueue(options);
  for (const message of queuedMessages) await waiting.offer(eventOf(message, 'main:1:7'));
  await waiting.close(0);
  return readContent(redis, prefix);
}

function eventOf(message: QueuedMessage, conversationKey: string) {
  const alone = message.kind !== 'message';
  return {
    deliveryIds: [`1:${message.messageId}`] as [string],
    conversationKey,
    tenant: 'main',
    message,
    alone,
  };
}
