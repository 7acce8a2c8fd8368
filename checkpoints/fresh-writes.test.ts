import { AIMessage } from '@langchain/core/messages';
import { expect, test } from 'vitest';
import { createFreshWrites } from './fresh-writes.ts';

const place = Promise.resolve({ epoch: 'e', address: 7 });

test('an object is known by itself, not by what it looks like', () => {
  const fresh = createFreshWrites();
  fresh.remember('a', new AIMessage({ id: '1', content: 'oi' }), place);
  expect(fresh.take('a', new AIMessage({ id: '1', content: 'oi' }))).toBeUndefined();
});

test('it is told once, since the channel has it from then on', async () => {
  const fresh = createFreshWrites();
  const message = new AIMessage('oi');
  fresh.remember('a', message, place);
  expect(await fresh.take('a', message)?.place).toEqual(await place);
  expect(fresh.take('a', message)).toBeUndefined();
});

test('its place needs no waiting for once it is known', async () => {
  const fresh = createFreshWrites();
  const message = new AIMessage('oi');
  fresh.remember('a', message, place);
  await place;
  expect(fresh.take('a', message)?.place).toEqual({ epoch: 'e', address: 7 });
});

test('it is not told to another thread', () => {
  const fresh = createFreshWrites();
  const message = new AIMessage('oi');
  fresh.remember('a', message, place);
  expect(fresh.take('b', message)).toBeUndefined();
});

test.each([
  ['its text', (message: AIMessage) => Object.assign(message, { content: 'tchau' })],
  ['an id, as reducers give one', (message: AIMessage) => Object.assign(message, { id: '2' })],
  ['something deep', (message: AIMessage) => Object.assign(message.response_metadata, { model: 'b' })],
])('one of which was changed %s is written anew', (_what, change) => {
  const fresh = createFreshWrites();
  const message = new AIMessage({ id: '1', content: 'oi', response_metadata: { model: 'a' } });
  fresh.remember('a', message, place);
  change(message);
  expect(fresh.take('a', message)).toBeUndefined();
});

test('one that is too large to compare quickly is not remembered', () => {
  const fresh = createFreshWrites();
  const large = { values: Array.from({ length: 5_000 }, (_, index) => index) };
  fresh.remember('a', large, place);
  expect(fresh.take('a', large)).toBeUndefined();
});
