import { pythonError } from './exceptions.ts';
import type { Field } from './field.ts';
import { pythonRepr } from './python.ts';
import { isEmpty, type Value } from './value.ts';

/** A value from outside as the field keeps it. Throws what Odoo throws on one that does not fit. */
export function convertValue(model: string, name: string, field: Field, value: Value): Value {
  if (field.type === 'boolean') return !isEmpty(value) && value !== 0;
  if (field.type === 'integer') return Math.trunc(toNumber(value, 'int'));
  if (field.type === 'float' || field.type === 'monetary') return toNumber(value, 'float');
  if (field.type === 'many2one') return toId(model, name, value);
  if (isEmpty(value)) return false;
  if (field.type === 'selection') return toOption(model, name, field, value);
  if (field.type === 'date') return toTime(value, 10);
  if (field.type === 'datetime') return toTime(value, 19);
  return typeof value === 'object' ? pythonRepr(value) : String(value);
}

function toNumber(value: Value, python: 'float' | 'int'): number {
  if (isEmpty(value)) return 0;
  const number = typeof value === 'object' ? Number.NaN : Number(value);
  if (!Number.isNaN(number)) return number;
  const repr = pythonRepr(value);
  throw pythonError(
    'ValueError',
    python === 'float'
      ? `could not convert string to float: ${repr}`
      : `invalid literal for int() with base 10: ${repr}`,
  );
}

function toId(model: string, name: string, value: Value): Value {
  const id = Array.isArray(value) ? value[0] : value;
  if (isEmpty(id)) return false;
  if (typeof id === 'number') return id;
  throw pythonError('ValueError', `Wrong value for ${model}.${name}: ${pythonRepr(value)}`);
}

function toOption(model: string, name: string, field: Field, value: Value): Value {
  if (field.selection?.some(([option]) => option === value)) return value;
  throw pythonError('ValueError', `Wrong value for ${model}.${name}: ${pythonRepr(value)}`);
}

/** `length` 10 keeps the day, 19 the time too. */
function toTime(value: Value, length: 10 | 19): Value {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?$/.test(value)) {
    return `${value.replace('T', ' ')}${value.length === 10 ? ' 00:00:00' : ''}`.slice(0, length);
  }
  const format = length === 10 ? '%Y-%m-%d' : '%Y-%m-%d %H:%M:%S';
  throw pythonError('ValueError', `time data ${pythonRepr(value)} does not match format '${format}'`);
}
