import type { Redis } from 'ioredis';
import { z } from 'zod';
import { translateRedisError } from '#adapters/redis/translate-error.ts';
import type { QueueSettings } from './queue-settings.ts';
import * as scripts from './redis-turn-scripts.ts';
import { type StoredLetter, type StoredMessage, type TurnStore, toStored } from './turn-store.ts';

const appended = z.union([
  z.tuple([z.literal('full')]),
  z.tuple([z.enum(['accepted', 'duplicate']), z.number(), z.number()]),
]);
const taken = z.union([
  z.tuple([z.literal('nothing')]),
  z.tuple([z.literal('early'), z.number()]),
  z.tuple([z.literal('turn'), z.number(), z.array(z.string()), z.number()]),
]);
const ended = z.enum(['nothing', 'more', 'lost']);
const counts = z.tuple([z.number(), z.number(), z.number()]);
const newerAnswer = z.tuple([z.number(), z.number()]);
const released = z.enum(['released', 'lost']);
const strings = z.array(z.string());
const replayed = z.enum(['replayed', 'missing', 'busy']);

/**
 * A store that all processes on one Redis share.
 *
 * @param options.prefix with a hash tag, such as `{turns}:`, so that Redis Cluster keeps all keys on one node.
 * @throws (every operation) UpstreamError when Redis does not answer.
 */
export function createRedisTurnStore(
  redis: Redis,
  options: { prefix: string; settings: QueueSettings },
): TurnStore {
  const { prefix, settings } = options;
  const seen = `${prefix}seen`;
  const unanswered = `${prefix}unanswered`;
  const dead = `${prefix}dead`;
  const letters = `${prefix}letters`;
  const messagesOf = (conversationKey: string) => `${prefix}messages:${conversationKey}`;
  const turnOf = (conversationKey: string) => `${prefix}turn:${conversationKey}`;
  const typingOf = (conversationKey: string) => `${prefix}typing:${conversationKey}`;

  return {
    async append(event) {
      const { deliveryIds, conversationKey, tenant, alone = false } = event;
      const answer = await scripts.appendScript(
        redis,
        [seen, messagesOf(conversationKey), turnOf(conversationKey), unanswered],
        [
          conversationKey,
          JSON.stringify(toStored(event)),
          settings.rememberMs,
          settings.maximumRemembered,
          settings.maximumWaiting,
          alone ? 1 : 0,
          ...deliveryIds.map((id) => JSON.stringify([tenant, id])),
        ],
      );
      const [kind, waiting, running] = appended.parse(answer);
      return kind === 'full' ? { kind } : { kind, waiting: Number(waiting) > 0, running: running === 1 };
    },

    async typing(conversationKey) {
      await scripts.typingScript(redis, [typingOf(conversationKey)], [settings.longestDebounceMs]);
    },

    async take(conversationKey, owner) {
      const answer = await scripts.takeScript(
        redis,
        [messagesOf(conversationKey), turnOf(conversationKey), typingOf(conversationKey)],
        [owner, settings.debounceMs, settings.longestDebounceMs],
      );
      const [kind, number, entries, waitedMs] = taken.parse(answer);
      if (kind === 'turn') return { kind, attempt: number, stored: entries.map(storedIn), waitedMs };
      return kind === 'early' ? { kind, dueInMs: number } : { kind };
    },

    async holds(conversationKey) {
      // The messages of a turn stay in the list until it ends.
      const lists = await redis.exists(messagesOf(conversationKey)).catch((error) => {
        throw translateRedisError(error);
      });
      return lists > 0;
    },

    async finish(conversationKey, owner) {
      const keys = [messagesOf(conversationKey), turnOf(conversationKey), unanswered];
      return ended.parse(await scripts.finishScript(redis, keys, [owner, conversationKey]));
    },

    async newer(conversationKey) {
      const keys = [messagesOf(conversationKey), turnOf(conversationKey)];
      const [newer, oldestMs] = newerAnswer.parse(await scripts.newerScript(redis, keys, []));
      return { newer: newer === 1, oldestMs };
    },

    async release(conversationKey, owner) {
      return released.parse(await scripts.releaseScript(redis, [turnOf(conversationKey)], [owner]));
    },

    async bury(letter, owner) {
      const { conversationKey } = letter;
      const keys = [messagesOf(conversationKey), turnOf(conversationKey), unanswered, dead, letters];
      const values = [
        owner,
        conversationKey,
        letter.id,
        JSON.stringify(letter),
        letter.diedAt,
        settings.maximumDead,
      ];
      return ended.parse(await scripts.buryScript(redis, keys, values));
    },

    async unanswered(olderThanMs, limit) {
      return strings.parse(await scripts.unansweredScript(redis, [unanswered], [olderThanMs, limit]));
    },

    async counts() {
      const [conversations, deadCount, oldestMs] = counts.parse(
        await scripts.countsScript(redis, [unanswered, dead], []),
      );
      return { conversations, dead: deadCount, oldestMs };
    },

    async letters(limit) {
      const found = strings.parse(await scripts.lettersScript(redis, [dead, letters], [limit]));
      return found.map((text) => JSON.parse(text) as StoredLetter);
    },

    async letter(id) {
      const text = await redis.hget(letters, id).catch((error) => {
        throw translateRedisError(error);
      });
      return text === null ? undefined : (JSON.parse(text) as StoredLetter);
    },

    async replay({ id, conversationKey, stored }) {
      const keys = [dead, letters, messagesOf(conversationKey), turnOf(conversationKey), unanswered];
      const lastToFirst = stored.toReversed().map((message) => JSON.stringify(message));
      return replayed.parse(await scripts.replayScript(redis, keys, [id, conversationKey, ...lastToFirst]));
    },

    async drop(id) {
      return (await scripts.dropScript(redis, [dead, letters], [id])) === 1;
    },
  };
}

/** The message in an entry, which the store itself wrote after its time. */
function storedIn(entry: string): StoredMessage {
  return JSON.parse(entry.slice(entry.indexOf(':') + 1)) as StoredMessage;
}
