import { compareText } from './compare-text.ts';
import { pythonError } from './exceptions.ts';
import { type Field, isNumeric } from './field.ts';
import { pythonRepr } from './python.ts';
import { isEmpty, type Value } from './value.ts';

/** Whether the value of a field fits. */
export type ScalarTest = (value: Value) => boolean;

/** The test of one condition on a field that holds no records. */
export function scalarTest(field: Field, operator: string, given: Value): ScalarTest {
  const value = field.normalize && typeof given === 'string' ? field.normalize(given) : given;
  if (operator === '=?') return isEmpty(value) ? () => true : equals(field, [value]);
  if (operator.includes('like')) return textTest(operator, value);
  if (operator === '=' || operator === '==') return equals(field, [value]);
  if (operator === '!=' || operator === '<>') return not(equals(field, [value]));
  if (operator === 'in') return equals(field, asList(value));
  if (operator === 'not in') return not(equals(field, asList(value)));
  return comparison(
    operator,
    field.type === 'datetime' ? dayBound(operator, value) : converted(field, value),
  );
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

/** The test of `<`, `<=`, `>` and `>=`; what is empty is neither less nor more than anything. */
export function comparison(operator: string, bound: Value): ScalarTest {
  return (held) => {
    if (held === null || (held === false && typeof bound !== 'boolean')) return false;
    const order = compare(held, bound);
    if (operator === '<') return order < 0;
    if (operator === '<=') return order <= 0;
    return operator === '>' ? order > 0 : order >= 0;
  };
}

/** As PostgreSQL reads it: `%` is any text, `_` any character, and a backslash takes the next one as it is. */
function likePattern(like: string, ignoreCase: boolean): RegExp {
  const source = like.replaceAll(/\\?./gsu, (token) => {
    if (token === '%') return '.*';
    if (token === '_') return '.';
    const character = token.startsWith('\\') && token.length > 1 ? token.slice(1) : token;
    return character.replace(/[\\^$.*+?()[\]{}|]/, String.raw`\$&`);
  });
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
  return (held) => wanted.has(held) || (orEmpty && (isEmpty(held) || held === 0));
}

function compare(held: Value, bound: Value): number {
  if (typeof held === 'string' && typeof bound === 'string') return compareText(held, bound);
  return Number(held) - Number(bound);
}

/** A day without a time means its whole length: `<=` and `>` compare with its end. */
function dayBound(operator: string, value: Value): Value {
  const text = toTime(value);
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
  if (isEmpty(value)) return 0;
  const number = typeof value === 'object' ? Number.NaN : Number(value);
  if (!Number.isNaN(number)) return number;
  throw pythonError('ValueError', `could not convert string to float: ${pythonRepr(value)}`);
}

function toTime(value: Value): Value {
  if (typeof value !== 'string') return value;
  if (/^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?$/.test(value)) return value.replace('T', ' ');
  const term = pythonRepr(value.split(' ')[0] ?? value);
  throw pythonError('ValueError', `Invalid term ${term} in expression date: ${pythonRepr(value)}`);
}
