import { describe, expect, it } from 'vitest';
import { matchesFilter } from './store-filter.ts';

const value = { size: 42, name: 'Zé', since: '2026-01-05', tags: ['a'], nested: { a: { b: 1 } }, none: null };

describe('matchesFilter', () => {
  it.each([
    [{}],
    [{ size: 42 }],
    [{ tags: ['a'], nested: { a: { b: 1 } } }],
    [{ none: null }],
    [{ missing: undefined }],
    [{ size: { $eq: 42, $ne: 43, $gt: 41, $gte: 42, $lt: 43, $lte: 42 } }],
    [{ size: { $gt: '41' } }],
    [{ since: { $gte: '2026-01-05', $lt: '2026-02' } }],
    [{ missing: { $ne: 1 } }],
  ])('%j fits', (filter) => {
    expect(matchesFilter(value, filter)).toBe(true);
  });

  it.each([
    [{ size: '42' }],
    [{ tags: ['a', 'b'] }],
    [{ nested: { a: {} } }],
    [{ constructor: {} }],
    [{ size: { $gt: 42 } }],
    [{ size: { $gt: 1, $lt: 2 } }],
    [{ name: { $gt: 5 } }],
    [{ none: { $gte: 0 } }],
    [{ missing: { $lte: 0 } }],
    [{ missing: { $eq: null } }],
    [{ size: {} }],
  ])('%j does not fit', (filter) => {
    expect(matchesFilter(value, filter)).toBe(false);
  });

  it.each(['$in', '$regex', '$constructor', '$'])('%s is no operator', (name) => {
    expect(() => matchesFilter(value, { size: { [name]: 1 } })).toThrow(`no operator ${name}`);
  });
});
