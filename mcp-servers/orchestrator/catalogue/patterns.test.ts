import { expect, test } from 'vitest';
import { patternMatcher } from './patterns.ts';

test.each([
  [['odoo_search'], 'odoo_search', true],
  [['odoo_search'], 'odoo_search_records', false],
  [['odoo_*'], 'odoo_search_records', true],
  [['odoo_*'], 'qdrant_search', false],
  [['*_records', 'qdrant_*'], 'odoo_search_records', true],
  [['*'], 'anything', true],
  [['a-b'], 'a-b', true],
  [['a.b'], 'axb', false],
  [[], 'anything', false],
])('%j and %s: %s', (patterns, name, expected) => expect(patternMatcher(patterns)(name)).toBe(expected));

test('alternatives do not run into each other', () => {
  const matches = patternMatcher(['a', 'b*']);
  expect(['a', 'ab', 'xa', 'b', 'bc'].filter(matches)).toEqual(['a', 'b', 'bc']);
});
