import { InputError } from '#errors/errors.ts';
import { type ModelFields, requireField } from '../domain/model-fields.ts';

/** By what records are grouped: a field or, of a date, a period of it. */
export interface GroupBy {
  /** As Odoo takes it: `date_order:month`. */
  spec: string;
  period: string | undefined;
}

/** What is told of each group: `amount_total:sum`. */
export interface Aggregate {
  spec: string;
  field: string;
  reducer: string;
}

const periods = ['day', 'week', 'month', 'quarter', 'year'];
const numberReducers = ['sum', 'avg', 'min', 'max'];
const otherReducers = ['min', 'max', 'count_distinct'];

/** @throws InputError for a field or period that there is not. */
export function parseGroupBy(text: string, fields: ModelFields, model: string): GroupBy {
  const [name = '', period] = text.split(':');
  const { type, store } = requireField(fields, model, name);
  const isDate = type === 'date' || type === 'datetime';
  if (store === false) throw malformed(`${name} is computed and cannot be grouped by`, 'Use a stored field.');
  if (['binary', 'html', 'text', 'one2many'].includes(type ?? '')) {
    throw malformed(`${name} is of the type ${type} and cannot be grouped by`, 'Use another field.');
  }
  if (period !== undefined && !(isDate && periods.includes(period))) {
    throw malformed(
      `"${text}" is no group`,
      `Write a field, or a date with a period: date_order:month (${periods.join(', ')}).`,
    );
  }
  const chosen = isDate ? (period ?? 'month') : undefined;
  return { spec: chosen ? `${name}:${chosen}` : name, period: chosen };
}

/** @throws InputError for a field that there is not, or that this cannot be told of. */
export function parseAggregate(text: string, fields: ModelFields, model: string): Aggregate {
  const [field = '', reducer = 'sum'] = text.split(':');
  const { type = '', store } = requireField(fields, model, field);
  const isNumber = ['integer', 'float', 'monetary'].includes(type);
  const fitting = isNumber ? [...numberReducers, 'count_distinct'] : otherReducers;
  if (store === false || !fitting.includes(reducer)) {
    const hint = store === false ? 'Use a stored field.' : `Of ${field} there is ${fitting.join(', ')}.`;
    throw malformed(`"${text}" cannot be told of groups`, hint);
  }
  return { spec: `${field}:${reducer}`, field, reducer };
}

/**
 * An order of groups, as pairs of what was asked for and its direction.
 *
 * @throws InputError for anything that is neither grouped by nor told of the groups.
 */
export function parseGroupOrder(
  order: string,
  groups: readonly GroupBy[],
  aggregates: readonly Aggregate[],
): { spec: string; direction: 'asc' | 'desc' }[] {
  const known = [...groups.map(({ spec }) => spec), ...aggregates.map(({ spec }) => spec), '__count'];
  return order.split(',').map((part) => {
    const [, spec = '', direction = 'asc'] = /^\s*([\w:]+)(?:\s+(asc|desc))?\s*$/i.exec(part) ?? [];
    if (known.includes(spec)) return { spec, direction: direction.toLowerCase() as 'asc' | 'desc' };
    throw malformed(`groups cannot be ordered by "${part.trim()}"`, `Order by ${known.join(', ')}.`);
  });
}

function malformed(reason: string, fix: string): InputError {
  return new InputError(`This cannot be aggregated: ${reason}.`, { code: 'malformed_aggregate', fix });
}
