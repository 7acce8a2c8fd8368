import { describe, expect, test } from 'vitest';
import { InputError } from '#errors/errors.ts';
import { checkValues } from './check-values.ts';

class Money {}

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

describe('checkValues', () => {
  test.each([
    ['texts', 'olá 😀\n\t'],
    ['numbers', [0, -1, 1.5, 2 ** 40]],
    ['false, true and null', [false, true, null]],
    ['commands', [[0, 0, { product_id: 1, product_uom_qty: 2.5 }]]],
    ['an object without prototype', Object.assign(Object.create(null), { a: 1 })],
    ['32 levels', nested(32)],
  ])('lets %s pass', (_name, value) => {
    expect(() => checkValues(value)).not.toThrow();
  });

  test.each([
    ['undefined', undefined, 'undefined'],
    ['a function', () => 1, 'function'],
    ['a bigint', 1n, 'bigint'],
    ['a symbol', Symbol('x'), 'symbol'],
    ['NaN', Number.NaN, 'not a finite number'],
    ['Infinity', Number.POSITIVE_INFINITY, 'not a finite number'],
    ['a number that prints as 1e+21', 1e21, 'too large a number'],
    ['an integer that is not exact', 2 ** 53, 'too large a number'],
    ['a Date', new Date(), 'a Date, not plain data'],
    ['a Buffer', Buffer.from('x'), 'a Buffer, not plain data'],
    ['a class instance', new Money(), 'a Money, not plain data'],
    ['a control character', 'a\u0000b', 'a control character'],
    ['half of a surrogate pair', 'a\ud83d', 'half of a character'],
    ['deep nesting', nested(40), 'nested too deeply'],
  ])('refuses %s', (_name, value, reason) => {
    expect(() => checkValues({ field: [value] })).toThrow(InputError);
    expect(() => checkValues({ field: [value] })).toThrow(reason);
  });

  test('names the place and not the value', () => {
    expect(() => checkValues({ values: [{ note: 'secret\u0001' }] })).toThrow(
      'arguments.values[0].note cannot be sent to Odoo: a control character.',
    );
  });

  test('looks at keys and into the holes of arrays too', () => {
    expect(() => checkValues({ 'a\u0001': 1 })).toThrow('a key of arguments cannot be sent');
    expect(() => checkValues(new Array(1))).toThrow('arguments[0] cannot be sent to Odoo: undefined.');
  });
});
