import { pythonError } from './exceptions.ts';
import type { Model } from './model.ts';
import type { OdooRecord } from './record.ts';
import type { Value } from './value.ts';

/** A number (or the like) worked out from the records of a group, such as `amount_total:sum`. */
export interface Aggregate {
  /** As the caller wrote it. */
  spec: string;
  of(records: OdooRecord[]): Value;
}

type Reducer = (values: Value[]) => Value;

const reducers: Record<string, Reducer> = {
  sum: (values) => sum(values),
  avg: (values) => (values.length > 0 ? sum(values) / values.length : false),
  min: (values) => values.toSorted(ascending)[0] ?? false,
  max: (values) => values.toSorted(ascending).at(-1) ?? false,
  count: (values) => values.length,
  count_distinct: (values) => new Set(values).size,
  array_agg: (values) => values,
  bool_and: (values) => values.every((value) => value === true),
  bool_or: (values) => values.includes(true),
};

/** Reads one aggregate. Throws Odoo's errors on an unknown field or function. */
export function parseAggregate(model: Model, spec: string): Aggregate {
  if (spec === '__count') return { spec, of: (records) => records.length };
  const [name = '', reducerName] = spec.split(':');
  if (!(name in model.fields)) {
    throw pythonError('ValueError', `Invalid field '${name}' on model '${model.model}' for '${spec}'.`);
  }
  if (!reducerName) throw pythonError('ValueError', `Aggregate method is mandatory for '${name}'`);
  const reduce = reducers[reducerName];
  if (!reduce) throw pythonError('ValueError', `Invalid aggregate method '${reducerName}' for '${spec}'.`);
  return { spec, of: (records) => reduce(presentValues(records, name, reducerName)) };
}

/** As in SQL, what is empty takes no part, except in a list of all values. */
function presentValues(records: OdooRecord[], name: string, reducerName: string): Value[] {
  const values = records.map((record) => record.value(name));
  const keepsAll = reducerName === 'array_agg' || reducerName.startsWith('bool');
  return keepsAll ? values : values.filter((value) => value !== false && value !== null);
}

function sum(values: Value[]): number {
  // Rounded where binary fractions would show digits that no amount of money has.
  return Number(values.reduce<number>((total, value) => total + Number(value), 0).toFixed(10));
}

function ascending(first: Value, second: Value): number {
  if (typeof first === 'number' && typeof second === 'number') return first - second;
  return String(first) < String(second) ? -1 : 1;
}
