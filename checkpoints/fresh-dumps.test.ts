import { AIMessage } from '@langchain/core/messages';
import { expect, test } from 'vitest';
import { createFreshDumps } from './fresh-dumps.ts';

const dumped = Buffer.from('\0{"kwargs":{"content":"oi"}}');

test('an object is known by itself, not by what it looks like', () => {
  const dumps = createFreshDumps();
  dumps.remember(new AIMessage({ id: '1', content: 'oi' }), dumped);
  expect(dumps.take(new AIMessage({ id: '1', content: 'oi' }))).toBeUndefined();
});

test('its bytes are handed out once, so that they are not held longer than they are of use', () => {
  const dumps = createFreshDumps();
  const message = new AIMessage('oi');
  dumps.remember(message, dumped);
  expect(dumps.take(message)).toBe(dumped);
  expect(dumps.take(message)).toBeUndefined();
});

test.each([
  ['its text', (message: AIMessage) => Object.assign(message, { content: 'tchau' })],
  ['an id, as reducers give one', (message: AIMessage) => Object.assign(message, { id: '2' })],
  ['something deep', (message: AIMessage) => Object.assign(message.response_metadata, { model: 'b' })],
])('one of which was changed %s is serialised anew', (_what, change) => {
  const dumps = createFreshDumps();
  const message = new AIMessage({ id: '1', content: 'oi', response_metadata: { model: 'a' } });
  dumps.remember(message, dumped);
  change(message);
  expect(dumps.take(message)).toBeUndefined();
});

test('one that is too large to compare quickly is not remembered', () => {
  const dumps = createFreshDumps();
  const large = { values: Array.from({ length: 5_000 }, (_, index) => index) };
  dumps.remember(large, dumped);
  expect(dumps.take(large)).toBeUndefined();
});
