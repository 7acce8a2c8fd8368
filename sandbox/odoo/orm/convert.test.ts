import { expect, it } from 'vitest';
import { convertValue } from './convert.ts';
import { boolean, char, date, datetime, type Field, float, integer, many2one, selection } from './field.ts';
import type { Value } from './value.ts';

const state = selection({ draft: 'Draft', done: 'Done' }, 'State');
const convert = (field: Field, value: Value) => convertValue('my.model', 'my_field', field, value);

it.each<[string, Field, Value, Value]>([
  ['text', char('C'), 'a', 'a'],
  ['empty text', char('C'), '', false],
  ['null', char('C'), null, false],
  ['a number in a text', char('C'), 5, '5'],
  ['a whole number', integer('I'), 5.9, 5],
  ['a number as text', float('F'), '2.5', 2.5],
  ['no number', float('F'), false, 0],
  ['true', boolean('B'), true, true],
  ['1', boolean('B'), 1, true],
  ['0', boolean('B'), 0, false],
  ['an id', many2one('x', 'X'), 7, 7],
  ['an id with its name', many2one('x', 'X'), [7, 'name'], 7],
  ['no record', many2one('x', 'X'), false, false],
  ['an option', state, 'done', 'done'],
  ['no option', state, false, false],
  ['a day', date('D'), '2026-03-10', '2026-03-10'],
  ['the day of a time', date('D'), '2026-03-10 10:00:00', '2026-03-10'],
  ['a time', datetime('T'), '2026-03-10T10:00:00', '2026-03-10 10:00:00'],
  ['a day as a time', datetime('T'), '2026-03-10', '2026-03-10 00:00:00'],
])('keeps %s', (_what, field, value, kept) => {
  expect(convert(field, value)).toEqual(kept);
});

it.each<[string, Field, Value, string]>([
  ['a float', float('F'), 'many', "could not convert string to float: 'many'"],
  ['an integer', integer('I'), [1], 'invalid literal for int() with base 10: [1]'],
  ['a record', many2one('x', 'X'), 'name', "Wrong value for my.model.my_field: 'name'"],
  ['an option', state, 'lost', "Wrong value for my.model.my_field: 'lost'"],
  ['a day', date('D'), 'today', "time data 'today' does not match format '%Y-%m-%d'"],
  ['a time', datetime('T'), '10/03/2026', "time data '10/03/2026' does not match format '%Y-%m-%d %H:%M:%S'"],
])('refuses what is not %s', (_what, field, value, message) => {
  expect(() => convert(field, value)).toThrow(
    expect.objectContaining({ python: 'builtins.ValueError', message }),
  );
});
