import { describe, expect, it } from 'vitest';
import { both, conditionText, mentions, parseDomain } from './domain.ts';
import type { Value } from './value.ts';

const condition = (path: string, value: Value = 1) => ({ kind: 'condition', path, operator: '=', value });
const a = ['a', '=', 1];
const b = ['b', '=', 1];
const c = ['c', '=', 1];

describe('parseDomain', () => {
  it('joins conditions that stand side by side with and', () => {
    expect(parseDomain([a, b])).toEqual({ kind: 'and', first: condition('a'), second: condition('b') });
  });

  it('reads prefix operators, each with its own number of operands', () => {
    expect(parseDomain(['|', a, '!', b])).toEqual({
      kind: 'or',
      first: condition('a'),
      second: { kind: 'not', part: condition('b') },
    });
    expect(parseDomain(['&', '|', a, b, c])).toEqual({
      kind: 'and',
      first: { kind: 'or', first: condition('a'), second: condition('b') },
      second: condition('c'),
    });
  });

  it('takes an empty domain for everything', () => {
    expect(parseDomain([])).toEqual({ kind: 'constant', value: true });
  });

  it('knows the constants of Odoo', () => {
    expect(parseDomain([[1, '=', 1]])).toEqual({ kind: 'constant', value: true });
    expect(parseDomain([[0, '=', 1]])).toEqual({ kind: 'constant', value: false });
  });

  it('takes operators in any case', () => {
    expect(parseDomain([['a', 'ILIKE', 'x']])).toMatchObject({ operator: 'ilike' });
  });

  it.each([
    [['|', a], 'builtins.ValueError', "Domain() malformed domain ['|', ['a', '=', 1]]"],
    [['!'], 'builtins.ValueError', "Domain() malformed domain ['!']"],
    [['a', '=', 1], 'builtins.ValueError', 'Domain() invalid item in domain: 1'],
    [[['a', '=']], 'builtins.ValueError', "Domain() invalid item in domain: ['a', '=']"],
    ['a = 1', 'builtins.TypeError', "Domain() invalid argument type for domain: 'a = 1'"],
    [{ a: 1 }, 'builtins.TypeError', "Domain() invalid argument type for domain: {'a': 1}"],
    [[['a', 'is', 1]], 'builtins.ValueError', "Invalid operator in condition ('a', 'is', 1)"],
    [[['a', 5, 1]], 'builtins.ValueError', "Invalid operator in condition ('a', 5, 1)"],
    [[[false, '=', 1]], 'builtins.TypeError', "Empty field name in condition (False, '=', 1)"],
  ])('refuses %j', (domain, python, message) => {
    expect(() => parseDomain(domain as Value)).toThrow(expect.objectContaining({ python, message }));
  });
});

describe('a parsed domain', () => {
  it('tells whether a field stands anywhere in it', () => {
    const domain = parseDomain(['|', a, '!', ['active', '=', false]]);
    expect(mentions(domain, 'active')).toBe(true);
    expect(mentions(domain, 'c')).toBe(false);
    expect(mentions(parseDomain([]), 'active')).toBe(false);
  });

  it('is joined with another, unless it says nothing', () => {
    const [first, second] = [parseDomain([a]), parseDomain([b])];
    expect(both(first, second)).toEqual({ kind: 'and', first, second });
    expect(both(parseDomain([]), second)).toBe(second);
  });

  it('writes a condition as a Python tuple', () => {
    const text = conditionText({
      kind: 'condition',
      path: 'a.b',
      operator: 'in',
      value: ["it's", false, null, 1.5],
    });
    expect(text).toBe(`('a.b', 'in', ["it's", False, None, 1.5])`);
  });
});
