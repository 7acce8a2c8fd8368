import type { QueueSettings } from './queue-settings.ts';
import { type Ended, type StoredLetter, type StoredMessage, type TurnStore, toStored } from './turn-store.ts';

/** Most messages that wait in the whole process. */
const maximumMessages = 10_000;

interface Conversation {
  messages: (StoredMessage & { at: number; alone: boolean })[];
  /** When the customer was last seen typing. */
  typingAt?: number;
  /** Set while a turn has begun and not ended. */
  turn?: { size: number; attempt: number; owner: string };
}

/** A store that lives as long as its process. */
export function createMemoryTurnStore(settings: QueueSettings): TurnStore {
  const conversations = new Map<string, Conversation>();
  const dead = new Map<string, StoredLetter>();
  /** Delivery id to the time it was seen; oldest first, as a Map keeps its order. */
  const seen = new Map<string, number>();
  let total = 0;

  return {
    async append(event) {
      const { deliveryIds, conversationKey, tenant, alone = false } = event;
      const now = Date.now();
      forgetOld(now);
      const conversation = conversations.get(conversationKey) ?? { messages: [] };
      const ids = deliveryIds.map((id) => JSON.stringify([tenant, id]));
      const duplicate = ids.some((id) => seen.has(id));
      const isFull = conversation.messages.length >= settings.maximumWaiting || total >= maximumMessages;
      if (!duplicate && isFull) return { kind: 'full' };
      for (const id of ids) if (!seen.has(id)) seen.set(id, now);
      if (!duplicate) {
        conversation.messages.push({ ...toStored(event), at: now, alone });
        conversations.set(conversationKey, conversation);
        total += 1;
      }
      return {
        kind: duplicate ? 'duplicate' : 'accepted',
        waiting: conversation.messages.length > 0,
        running: conversation.turn !== undefined,
      };
    },

    async typing(conversationKey) {
      const conversation = conversations.get(conversationKey);
      if (conversation) conversation.typingAt = Date.now();
    },

    async take(conversationKey, owner) {
      const conversation = conversations.get(conversationKey);
      if (conversation === undefined) return { kind: 'nothing' };
      if (conversation.turn === undefined) {
        const dueInMs = dueAt(conversation) - Date.now();
        if (dueInMs > 0) return { kind: 'early', dueInMs };
      }
      const { size, attempt } = conversation.turn ?? { size: sizeOf(conversation), attempt: 0 };
      conversation.turn = { size, attempt: attempt + 1, owner };
      return {
        kind: 'turn',
        attempt: attempt + 1,
        stored: conversation.messages.slice(0, size).map(withoutTime),
        waitedMs: Date.now() - oldest(conversation),
      };
    },

    // A conversation is forgotten with its last message.
    holds: async (conversationKey) => conversations.has(conversationKey),

    finish: async (conversationKey, owner) => endTurn(conversationKey, owner),

    async newer(conversationKey) {
      const conversation = conversations.get(conversationKey);
      if (!conversation?.turn) return { newer: false, oldestMs: 0 };
      const { messages, turn } = conversation;
      const next = messages[turn.size];
      return { newer: next !== undefined && !next.alone, oldestMs: Date.now() - oldest(conversation) };
    },

    async release(conversationKey, owner) {
      const conversation = conversations.get(conversationKey);
      if (conversation?.turn?.owner !== owner) return 'lost';
      delete conversation.turn;
      return 'released';
    },

    async bury(letter, owner) {
      const ended = endTurn(letter.conversationKey, owner);
      if (ended === 'lost') return ended;
      dead.set(letter.id, letter);
      for (const id of dead.keys()) if (dead.size > settings.maximumDead) dead.delete(id);
      return ended;
    },

    async unanswered(olderThanMs, limit) {
      const before = Date.now() - olderThanMs;
      const old = [...conversations].filter(([, conversation]) => oldest(conversation) <= before);
      return old
        .sort(([, left], [, right]) => oldest(left) - oldest(right))
        .slice(0, limit)
        .map(([conversationKey]) => conversationKey);
    },

    async counts() {
      const since = Math.min(...[...conversations.values()].map(oldest));
      const oldestMs = conversations.size === 0 ? 0 : Date.now() - since;
      return { conversations: conversations.size, dead: dead.size, oldestMs };
    },

    letters: async (limit) => [...dead.values()].reverse().slice(0, limit),
    letter: async (id) => dead.get(id),

    async replay(letter) {
      if (!dead.has(letter.id)) return 'missing';
      const conversation = conversations.get(letter.conversationKey) ?? { messages: [] };
      if (conversation.turn) return 'busy';
      const at = conversation.messages[0]?.at ?? Date.now();
      conversation.messages.unshift(...letter.stored.map((stored) => ({ ...stored, at, alone: false })));
      conversation.turn = { size: letter.stored.length, attempt: 0, owner: '' };
      conversations.set(letter.conversationKey, conversation);
      total += letter.stored.length;
      dead.delete(letter.id);
      return 'replayed';
    },

    drop: async (id) => dead.delete(id),
  };

  function forgetOld(now: number): void {
    for (const [id, at] of seen) {
      if (at > now - settings.rememberMs && seen.size < settings.maximumRemembered) return;
      seen.delete(id);
    }
  }

  function dueAt({ messages, typingAt = 0 }: Conversation): number {
    const [first] = messages;
    if (!first || first.alone) return 0;
    const newest = Math.max(messages.at(-1)?.at ?? 0, typingAt);
    return Math.min(newest + settings.debounceMs, first.at + settings.longestDebounceMs);
  }

  function endTurn(conversationKey: string, owner: string): Ended {
    const conversation = conversations.get(conversationKey);
    if (!conversation?.turn || conversation.turn.owner !== owner) return 'lost';
    total -= conversation.messages.splice(0, conversation.turn.size).length;
    delete conversation.turn;
    if (conversation.messages.length > 0) return 'more';
    conversations.delete(conversationKey);
    return 'nothing';
  }
}

/** How many messages the next turn takes: up to one that wants a turn of its own, or that one. */
function sizeOf({ messages }: Conversation): number {
  if (messages[0]?.alone) return 1;
  const next = messages.findIndex(({ alone }) => alone);
  return next === -1 ? messages.length : next;
}

function oldest({ messages }: Conversation): number {
  return messages[0]?.at ?? Number.POSITIVE_INFINITY;
}

function withoutTime({ id, tenant, message, trace }: StoredMessage): StoredMessage {
  return { id, tenant, message, ...(trace ? { trace } : {}) };
}
