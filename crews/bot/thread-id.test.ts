import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { hasNameOfConversation, threadIdOf } from './thread-id.ts';

test('a thread id is a UUID of version 5, the same for the same conversation', () => {
  const id = threadIdOf('main', 7, 118);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(threadIdOf('main', 7, 118)).toBe(id);
});

test('another tenant, account or conversation is another thread, however the numbers run together', () => {
  const ids = [
    threadIdOf('main', 7, 118),
    threadIdOf('other', 7, 118),
    threadIdOf('main', 71, 18),
    threadIdOf('main', 7, 11),
    threadIdOf('main:7', 1, 18),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});

test('a random id is none of a conversation', () => {
  expect(hasNameOfConversation(threadIdOf('main', 7, 118))).toBe(true);
  for (let count = 0; count < 20; count += 1) expect(hasNameOfConversation(randomUUID())).toBe(false);
});
