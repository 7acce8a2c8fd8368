import { AIMessage } from '@langchain/core/messages';
import { expect, test } from 'vitest';
import { createFreshWrites } from './fresh-writes.ts';

const written = { threadId: 'a', place: '\0checkpoint\0task\x000', mark: 'm', index: 0 };

test('an object is known by itself, not by what it looks like', () => {
  const fresh = createFreshWrites();
  fresh.remember(new AIMessage({ id: '1', content: 'oi' }), written);
  expect(fresh.take(new AIMessage({ id: '1', content: 'oi' }))).toBeUndefined();
});

test('it is told once, since the channel has it from then on', () => {
  const fresh = createFreshWrites();
  const message = new AIMessage('oi');
  fresh.remember(message, written);
  expect(fresh.take(message)).toBe(written);
  expect(fresh.take(message)).toBeUndefined();
});

test.each([
  ['its text', (message: AIMessage) => Object.assign(message, { content: 'tchau' })],
  ['an id, as reducers give one', (message: AIMessage) => Object.assign(message, { id: '2' })],
  ['something deep', (message: AIMessage) => Object.assign(message.response_metadata, { model: 'b' })],
])('one of which was changed %s is written anew', (_what, change) => {
  const fresh = createFreshWrites();
  const message = new AIMessage({ id: '1', content: 'oi', response_metadata: { model: 'a' } });
  fresh.remember(message, written);
  change(message);
  expect(fresh.take(message)).toBeUndefined();
});

test('one that is too large to compare quickly is not remembered', () => {
  const fresh = createFreshWrites();
  const large = { values: Array.from({ length: 5_000 }, (_, index) => index) };
  fresh.remember(large, written);
  expect(fresh.take(large)).toBeUndefined();
});
