import { expect, test } from 'vitest';
import { pointId, pointIdOf } from './point-id.ts';

const key = { tenant: 'main', collection: 'products', document: '42', language: 'pt', chunk: 0 };

test('is a UUID of version 5', () => {
  expect(pointId(key)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('is the same for the same document, today and in the next release', () => {
  expect(pointId(key)).toBe(pointId({ ...key }));
  expect(pointId(key)).toBe('8253e008-86fd-5a75-a04e-a5fef42791a6');
});

test.each([
  { tenant: 'other' },
  { collection: 'knowledge' },
  { document: '43' },
  { language: 'en' },
  { chunk: 1 },
])('differs with %j', (change) => {
  expect(pointId({ ...key, ...change })).not.toBe(pointId(key));
});

test('no text in one part can look like another part', () => {
  const one = pointId({ ...key, tenant: 'a","b', collection: 'c' });
  const other = pointId({ ...key, tenant: 'a', collection: 'b","c' });
  expect(one).not.toBe(other);
});

test('that of a stored part is the same', () => {
  const part = { tenant: 'main', id: '42', chunk: 0 };
  expect(pointIdOf(part, 'products', { language: 'pt' })).toBe(pointId(key));
  expect(pointIdOf(part, 'products', { language: 'es' })).toBe(pointId({ ...key, language: 'es' }));
});
