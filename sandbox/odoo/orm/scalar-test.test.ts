import { describe, expect, it } from 'vitest';
import { boolean, char, date, datetime, type Field, float } from './field.ts';
import { comparison, scalarTest, textTest } from './scalar-test.ts';
import type { Value } from './value.ts';

const text = char('Text');

describe('a condition on text', () => {
  it.each<[string, Value, Value, boolean]>([
    ['=', 'Furadeira', 'Furadeira', true],
    ['=', 'furadeira', 'Furadeira', false],
    ['=', false, false, true],
    ['=', '', false, true],
    ['=', false, 'Furadeira', false],
    ['!=', 'Serra', false, true],
    ['!=', 'Serra', 'Serra', false],
    ['<>', false, false, false],
    ['in', ['Serra', false], false, true],
    ['in', ['Serra'], 'Serra', true],
    ['in', [], 'Serra', false],
    ['not in', ['Serra'], false, true],
    ['=?', false, 'Serra', true],
    ['=?', 'Serra', 'Martelo', false],
    ['like', 'rade', 'Furadeira', true],
    ['like', 'RADE', 'Furadeira', false],
    ['ilike', 'RADE', 'Furadeira', true],
    ['ilike', 'fur%eira', 'Furadeira', true],
    ['ilike', 'f_radeira', 'Furadeira', true],
    ['=ilike', '100\\%', '100%', true],
    ['=ilike', '100\\%', '100 m', false],
    ['like', 'a\\_b', 'a_b', true],
    ['like', 'a\\_b', 'axb', false],
    ['like', 'C:\\\\temp', 'C:\\temp', true],
    ['like', '(1.5)', '(1.5)', true],
    ['like', '(1.5)', '(1x5)', false],
    ['ilike', 'lampada', 'Lâmpada', false],
    ['ilike', 'LÂMPADA', 'Lâmpada', true],
    ['ilike', '', false, true],
    ['ilike', 'a', false, false],
    ['not ilike', 'serra', false, true],
    ['not ilike', 'rade', 'Furadeira', false],
    ['=like', 'Fura%', 'Furadeira', true],
    ['=like', 'radeira', 'Furadeira', false],
    ['=ilike', 'fura%', 'Furadeira', true],
    ['not =ilike', 'fura%', 'Serra', true],
    ['ilike', '1/2" (a+b)', 'broca 1/2" (a+b)', true],
    ['>', 'a', 'b', true],
    ['>', 'Z', 'á', false],
    ['<', 'a', false, false],
  ])('%s %j on %j is %s', (operator, value, held, fits) => {
    expect(scalarTest(text, operator, value)(held)).toBe(fits);
  });

  it('matches over line breaks', () => {
    expect(textTest('ilike', 'one%two')('One\nTwo')).toBe(true);
  });

  it('first does to the value what the field does to its own', () => {
    const phone = char('Phone', { normalize: (value) => value.replaceAll(/\D/g, '') });
    expect(scalarTest(phone, 'ilike', '(11) 9')('5511999990000')).toBe(true);
  });
});

describe('a condition on a number', () => {
  it.each<[string, Value, Value, boolean]>([
    ['=', 5, 5, true],
    ['=', '5', 5, true],
    ['=', false, 0, true],
    ['in', [1, 2], 2, true],
    ['>', 5, 5, false],
    ['>=', 5, 5, true],
    ['<', '7.5', 7, true],
    ['<=', 6.99, 7, false],
  ])('%s %j on %j is %s', (operator, value, held, fits) => {
    expect(scalarTest(float('Price'), operator, value)(held)).toBe(fits);
  });

  it('cannot be made of words', () => {
    const error = { python: 'builtins.ValueError', message: "could not convert string to float: 'many'" };
    expect(() => scalarTest(float('Price'), '>', 'many')).toThrow(expect.objectContaining(error));
  });
});

describe('a condition on a time', () => {
  const at = (field: Field, operator: string, value: Value, held: Value) =>
    scalarTest(field, operator, value)(held);

  it('takes a day without a time for its whole length', () => {
    const noon = '2026-03-10 12:00:00';
    expect(at(datetime('When'), '>=', '2026-03-10', noon)).toBe(true);
    expect(at(datetime('When'), '<=', '2026-03-10', noon)).toBe(true);
    expect(at(datetime('When'), '>', '2026-03-10', noon)).toBe(false);
    expect(at(datetime('When'), '<', '2026-03-10', noon)).toBe(false);
    expect(at(datetime('When'), '<', '2026-03-10T12:00:01', noon)).toBe(true);
  });

  it('compares days, and never what is empty', () => {
    expect(at(date('Day'), '>', '2026-03-09', '2026-03-10')).toBe(true);
    expect(at(date('Day'), '<', '2026-03-09', false)).toBe(false);
    expect(at(date('Day'), '=', false, false)).toBe(true);
  });

  it('refuses what is no time', () => {
    const message = "Invalid term 'next' in expression date: 'next week'";
    expect(() => scalarTest(datetime('When'), '>', 'next week')).toThrow(message);
  });
});

it('compares booleans', () => {
  expect(scalarTest(boolean('Active'), '=', true)(true)).toBe(true);
  expect(scalarTest(boolean('Active'), '=', false)(false)).toBe(true);
  expect(scalarTest(boolean('Active'), '!=', true)(false)).toBe(true);
  expect(comparison('>', false)(true)).toBe(true);
});
