import { InMemoryStore } from '@langchain/langgraph-checkpoint';
import { expect, test } from 'vitest';
import { hadAutomaticReply, noteAutomaticReply } from './automatic-replies.ts';

const here = { tenant: 'main', threadId: 'thread-1' };

test('a reply of Chatwoot itself counts for half a day, in its own conversation', async () => {
  const store = new InMemoryStore();
  expect(await hadAutomaticReply(store, here)).toBe(false);
  const now = Date.parse('2026-03-02T12:00:00Z');
  await noteAutomaticReply(store, here, now);
  expect(await hadAutomaticReply(store, here, now + 60_000)).toBe(true);
  expect(await hadAutomaticReply(store, here, now + 13 * 3_600_000)).toBe(false);
  expect(await hadAutomaticReply(store, { ...here, threadId: 'thread-2' }, now)).toBe(false);
  expect(await hadAutomaticReply(store, { ...here, tenant: 'other' }, now)).toBe(false);
});

test('a damaged note is none', async () => {
  const store = new InMemoryStore();
  await store.put(['main', 'channel', 'thread-1'], 'automatic_reply', { at: 'yesterday' });
  expect(await hadAutomaticReply(store, here)).toBe(false);
});
