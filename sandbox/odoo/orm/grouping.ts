import { compareText } from './compare-text.ts';
import { type Granularity, isGranularity, nextPeriod, periodLabel, periodStart } from './date-period.ts';
import { type Environment, formatDatetime, modelOf } from './environment.ts';
import { pythonError } from './exceptions.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { createComparator } from './order.ts';
import { type OdooRecord, recordOf } from './record.ts';
import { fromClock, toClock } from './time-zone.ts';
import { idsOf, type Value } from './value.ts';

/** One way in which records are put into groups, such as `state` or `date_order:month`. */
export interface Grouping {
  /** As the caller wrote it. */
  spec: string;
  field: string;
  /** The groups that a record belongs to: several only where the field is a list. */
  keysOf(record: OdooRecord): Value[];
  /** The key as it is answered: a many2one or a period with its name. */
  format(key: Value): Value;
  /** The conditions that select the group. */
  domainOf(key: Value): Value[];
  compare(first: Value, second: Value): number;
}

/** Reads one `groupby`. Throws Odoo's errors on an unknown field or a date without a granularity. */
export function parseGrouping(environment: Environment, model: Model, spec: string): Grouping {
  const [name = '', granularity = ''] = spec.split(':');
  const field = model.fields[name];
  if (!field) throw pythonError('ValueError', `Invalid field '${name}' on model '${model.model}'`);
  if (field.type !== 'date' && field.type !== 'datetime')
    return plainGrouping(environment, spec, name, field);
  if (!isGranularity(granularity)) {
    throw pythonError('ValueError', `Granularity not set on a date(time) field: '${spec}'`);
  }
  const timeZone = field.type === 'datetime' ? String(environment.context.tz || 'UTC') : 'UTC';
  return periodGrouping(spec, name, field, granularity, timeZone);
}

function plainGrouping(environment: Environment, spec: string, name: string, field: Field): Grouping {
  const { relation } = field;
  return {
    spec,
    field: name,
    keysOf: (record) => (relation ? orEmpty(idsOf(record.value(name))) : [record.value(name)]),
    format(key) {
      if (!relation || typeof key !== 'number') return key;
      return [key, recordOf(environment, relation, key).displayName()];
    },
    domainOf: (key) => [[name, '=', key]],
    compare: relation ? relatedOrder(environment, relation) : keyOrder(field),
  };
}

/** Keys are in UTC, as they are stored; where a period begins, the clock of the context says. */
function periodGrouping(
  spec: string,
  name: string,
  field: Field,
  granularity: Granularity,
  timeZone: string,
): Grouping {
  const length = field.type === 'date' ? 10 : 19;
  const write = (clock: Date) => formatDatetime(fromClock(clock, timeZone)).slice(0, length);
  const read = (text: Value) =>
    toClock(new Date(`${String(text).replace(' ', 'T')}${length === 10 ? '' : 'Z'}`), timeZone);
  return {
    spec,
    field: name,
    keysOf(record) {
      const value = record.value(name);
      return [value === false ? false : write(periodStart(read(value), granularity))];
    },
    format: (key) => (key === false ? false : [key, periodLabel(read(key), granularity)]),
    domainOf(key) {
      if (key === false) return [[name, '=', false]];
      return ['&', [name, '>=', key], [name, '<', write(nextPeriod(read(key), granularity))]];
    },
    compare: compareKeys,
  };
}

function orEmpty(ids: number[]): Value[] {
  return ids.length > 0 ? ids : [false];
}

function keyOrder(field: Field): Grouping['compare'] {
  return field.type === 'boolean' ? (first, second) => Number(first) - Number(second) : compareKeys;
}

function compareKeys(first: Value, second: Value): number {
  // Empty comes last, like null in PostgreSQL.
  if (first === false || second === false) return Number(first === false) - Number(second === false);
  if (typeof first === 'string' && typeof second === 'string') return compareText(first, second);
  return Number(first) - Number(second);
}

function relatedOrder(environment: Environment, relation: string): Grouping['compare'] {
  const model = modelOf(environment, relation);
  const compare = createComparator(environment, model, model.order);
  return (first, second) => {
    if (typeof first !== 'number' || typeof second !== 'number') return compareKeys(first, second);
    return compare(recordOf(environment, relation, first), recordOf(environment, relation, second));
  };
}
