import type { Condition } from './domain.ts';
import { pythonError } from './exceptions.ts';
import { type Field, isNumeric } from './field.ts';
import { compareText } from './order.ts';
import { pythonRepr } from './python.ts';
import { isEmpty, type Value } from './value.ts';

/** Whether the value of a non-relational field fits. */
export type ScalarTest = (value: Value) => boolean;

/** The test of one condition on a field that holds no records. */
export function scalarTest(field: Field, condition: Condition): ScalarTest {
  const { operator, value } = condition;
  if (operator === '=?') return isEmpty(value) ? () => true : equals(field, [value]);
  if (operator.includes('like')) return textTest(operator, value);
  if (operator === '=' || operator === '==') return equals(field, [value]);
  if (operator === '!=' || operator === '<>') return not(equals(field, [value]));
  if (operator === 'in') return equals(field, asList(value));
  if (operator === 'not in') return not(equals(field, asList(value)));
  return comparison(field, operator, value);
}

/** The test of `like`, `ilike`, `=like`, `=ilike`, their negations, and `=` on text. Accents count, as in Odoo. */
export function textTest(operator: string, value: Value): ScalarTest {
  if (operator.startsWith('not ')) return not(textTest(operator.slice(4), value));
  if (operator === '=' || operator === 'in') return (text) => text === value;
  const wildcards = operator.startsWith('=');
  const text = isEmpty(value) ? '' : String(value);
  if (!wildcards && text === '') return () => true;
  const pattern = likePattern(wildcards ? text : `%${text}%`, operator.includes('ilike'));
  return (held) => !isEmpty(held) && pattern.test(String(held));
}

function likePattern(like: string, ignoreCase: boolean): RegExp {
  const source = like
    .replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${source}$`, ignoreCase ? 'isu' : 'su');
}

function not(test: ScalarTest): ScalarTest {
  return (value) => !test(value);
}

function asList(value: Value): Value[] {
  return Array.isArray(value) ? value : [value];
}

function equals(field: Field, values: Value[]): ScalarTest {
  const wanted = new Set(values.filter((value) => !isEmpty(value)).map((value) => converted(field, value)));
  const orEmpty = values.some(isEmpty);
  return (held) => wanted.has(held) || (orEmpty && (isEmpty(held) || (isNumeric(field) && held === 0)));
}

function comparison(field: Field, operator: string, value: Value): ScalarTest {
  const bound = field.type === 'datetime' ? dayBound(operator, value) : converted(field, value);
  return (held) => {
    if (field.type !== 'boolean' && (held === false || held === null)) return false;
    const order = compare(held, bound);
    if (operator === '<') return order < 0;
    if (operator === '<=') return order <= 0;
    return operator === '>' ? order > 0 : order >= 0;
  };
}

function compare(held: Value, bound: Value): number {
  if (typeof held === 'string' && typeof bound === 'string') return compareText(held, bound);
  return Number(held) - Number(bound);
}

/** A day without a time means its whole length: `<=` and `>` compare with its end. */
function dayBound(operator: string, value: Value): Value {
  const text = converted({ type: 'datetime', string: '' }, value);
  if (typeof text !== 'string' || text.length !== 10) return text;
  return operator === '<=' || operator === '>' ? `${text} 23:59:59` : `${text} 00:00:00`;
}

function converted(field: Field, value: Value): Value {
  if (isNumeric(field)) return toNumber(value);
  if (field.type === 'boolean') return !isEmpty(value) && value !== 0;
  if (field.type === 'date' || field.type === 'datetime') return toTime(value);
  return typeof value === 'number' ? String(value) : value;
}

function toNumber(value: Value): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'boolean') return Number(number);
  if (typeof number === 'number' && !Number.isNaN(number)) return number;
  throw pythonError('ValueError', `could not convert string to float: ${pythonRepr(value)}`);
}

function toTime(value: Value): Value {
  if (typeof value !== 'string') return value;
  if (/^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?$/.test(value)) return value.replace('T', ' ');
  const term = value.split(' ')[0] ?? value;
  throw pythonError(
    'ValueError',
    `Invalid term ${pythonRepr(term)} in expression date: ${pythonRepr(value)}`,
  );
}
