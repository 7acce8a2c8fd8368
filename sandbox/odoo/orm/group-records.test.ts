import { beforeAll, describe, expect, it } from 'vitest';
import { createLibrary } from '../testing/tiny-registry.ts';
import { parseAggregate } from './aggregate.ts';
import { createRecord } from './create-record.ts';
import { modelOf } from './environment.ts';
import { groupRecords, orderGroups } from './group-records.ts';
import { parseGrouping } from './grouping.ts';
import { search } from './search.ts';
import type { Values } from './value.ts';

const library = createLibrary();
const model = modelOf(library, 'library.book');

beforeAll(() => {
  const make = (name: string, values: Values) => createRecord(library, name, values).id;
  const b = make('library.shelf', { name: 'B' });
  const a = make('library.shelf', { name: 'A' });
  const novel = make('library.tag', { name: 'novel' });
  const poem = make('library.tag', { name: 'poem' });
  const both = [[6, 0, [novel, poem]]];
  make('library.book', {
    title: '1',
    price: 10.1,
    shelf_id: b,
    bought: '2026-01-05 10:00:00',
    tag_ids: both,
  });
  make('library.book', { title: '2', price: 20.2, shelf_id: a, bought: '2026-01-31 23:59:59', lent: true });
  make('library.book', { title: '3', price: 30, shelf_id: b, bought: '2026-02-01 00:00:00', isbn: 'x' });
  make('library.book', { title: '4', price: 5 });
});

function group(specs: string[], aggregates: string[] = ['__count']) {
  const groupings = specs.map((spec) => parseGrouping(library, model, spec));
  const parsed = aggregates.map((spec) => parseAggregate(model, spec));
  return { groupings, groups: groupRecords(search(library, 'library.book', []), groupings, parsed) };
}

describe('groups', () => {
  it('are in the order of the related model, with what is empty last', () => {
    const { groups, groupings } = group(['shelf_id']);
    expect(groups.map(({ keys, aggregates }) => [...keys, aggregates.__count])).toEqual([
      [2, 1],
      [1, 2],
      [false, 1],
    ]);
    expect(groups.map(({ keys }) => groupings[0]?.format(keys[0] ?? false))).toEqual([
      [2, 'A'],
      [1, 'B'],
      false,
    ]);
  });

  it('are made of every value of a list', () => {
    const { groups } = group(['tag_ids']);
    expect(groups.map(({ keys, aggregates }) => [...keys, aggregates.__count])).toEqual([
      [1, 1],
      [2, 1],
      [false, 3],
    ]);
  });

  it('are made of periods, which select what is in them', () => {
    const { groups, groupings } = group(['bought:month']);
    expect(groups.map(({ keys }) => keys[0])).toEqual(['2026-01-01 00:00:00', '2026-02-01 00:00:00', false]);
    expect(groups[0]?.aggregates.__count).toBe(2);
    expect(groupings[0]?.domainOf('2026-01-01 00:00:00')).toEqual([
      '&',
      ['bought', '>=', '2026-01-01 00:00:00'],
      ['bought', '<', '2026-02-01 00:00:00'],
    ]);
    expect(groupings[0]?.domainOf(false)).toEqual([['bought', '=', false]]);
  });

  it('are made of several keys at once, or of none', () => {
    expect(group(['lent', 'shelf_id']).groups.map(({ keys }) => keys)).toEqual([
      [false, 1],
      [false, false],
      [true, 2],
    ]);
    expect(group([]).groups).toEqual([{ keys: [], aggregates: { __count: 4 } }]);
  });

  it('can be ordered by a key or by a sum', () => {
    const { groups, groupings } = group(['shelf_id'], ['price:sum']);
    const sums = (order: string) =>
      orderGroups(groups, groupings, order).map(({ aggregates }) => aggregates['price:sum']);
    expect(sums('price:sum desc')).toEqual([40.1, 20.2, 5]);
    expect(sums('price:sum')).toEqual([5, 20.2, 40.1]);
    expect(sums('shelf_id desc')).toEqual([5, 40.1, 20.2]);
    expect(() => sums('nothing')).toThrow("Order term 'nothing' is not a valid aggregate nor groupby");
  });

  it('need a field, and a granularity for times', () => {
    expect(() => group(['nofield'])).toThrow("Invalid field 'nofield' on model 'library.book'");
    expect(() => group(['bought'])).toThrow("Granularity not set on a date(time) field: 'bought'");
  });
});

describe('aggregates', () => {
  it.each([
    ['price:sum', 65.3],
    ['price:avg', 16.325],
    ['price:min', 5],
    ['price:max', 30],
    ['bought:max', '2026-02-01 00:00:00'],
    ['isbn:count', 1],
    ['shelf_id:count_distinct', 2],
    ['title:array_agg', ['1', '2', '3', '4']],
    ['lent:bool_or', true],
    ['lent:bool_and', false],
  ])('%s is %j', (spec, value) => {
    expect(group([], [spec]).groups[0]?.aggregates[spec]).toEqual(value);
  });

  it('of nothing are false, or zero for a sum', () => {
    const of = (spec: string) => parseAggregate(model, spec).of([]);
    expect([of('price:avg'), of('price:max'), of('price:min'), of('price:sum')]).toEqual([
      false,
      false,
      false,
      0,
    ]);
  });

  it.each([
    ['nofield:sum', "Invalid field 'nofield' on model 'library.book' for 'nofield:sum'."],
    ['price', "Aggregate method is mandatory for 'price'"],
    ['price:mode', "Invalid aggregate method 'mode' for 'price:mode'."],
  ])('%s is refused', (spec, message) => {
    expect(() => parseAggregate(model, spec)).toThrow(message);
  });
});
