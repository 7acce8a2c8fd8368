import { expect, test } from 'vitest';
import { completionOf } from './completion.ts';

test('at most a hundred values are answered, and it is said whether there are more', () => {
  const values = Array.from({ length: 101 }, (_, index) => String(index));
  expect(completionOf(values.slice(0, 100))).toEqual({
    completion: { values: values.slice(0, 100), hasMore: false },
  });
  expect(completionOf(values).completion).toMatchObject({ hasMore: true });
  expect(completionOf(values).completion.values).toHaveLength(100);
  expect(completionOf([])).toEqual({ completion: { values: [], hasMore: false } });
});
