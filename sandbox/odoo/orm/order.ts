import { type Environment, modelOf } from './environment.ts';
import { pythonError, userError } from './exceptions.ts';
import type { Model } from './model.ts';
import type { OdooRecord } from './record.ts';
import type { Value } from './value.ts';

/** Negative, zero or positive, as for `Array.sort`. */
export type Comparator = (first: OdooRecord, second: OdooRecord) => number;

const collator = new Intl.Collator('pt-BR');
const termPattern = /^\s*([a-z0-9_]+(?:\.[a-z0-9_]+)*)(?:\s+(asc|desc))?(?:\s+nulls\s+(first|last))?\s*$/i;

/** The order of two texts, as a PostgreSQL database made for Portuguese has it. */
export function compareText(first: string, second: string): number {
  return collator.compare(first, second);
}

/** Reads an order such as `date_order desc, id`. Throws Odoo's errors on what is none. */
export function createComparator(environment: Environment, model: Model, order: string): Comparator {
  const terms = order.split(',').map((term) => termComparator(environment, model, term, order));
  return (first, second) => {
    for (const term of terms) {
      const result = term(first, second);
      if (result !== 0) return result;
    }
    return 0;
  };
}

function termComparator(environment: Environment, model: Model, term: string, order: string): Comparator {
  const match = termPattern.exec(term);
  if (!match) {
    throw userError(
      `Invalid "order" specified (${order}). A valid "order" specification is a comma-separated list of ` +
        'valid field names (optionally followed by asc/desc for the direction)',
    );
  }
  const name = match[1] ?? '';
  const descending = match[2]?.toLowerCase() === 'desc';
  const nullsFirst = match[3] ? match[3].toLowerCase() === 'first' : descending;
  const field = model.fields[name];
  if (!field || field.searchable === false) {
    throw pythonError('ValueError', `Invalid field '${name}' on model '${model.model}'`);
  }
  const direction = descending ? -1 : 1;
  if (!field.relation) return (first, second) => compareNullable(first.value(name), second.value(name));
  const related = modelOf(environment, field.relation);
  const relatedOrder = createComparator(environment, related, related.order);
  return (first, second) => compareRecords(first.one(name), second.one(name));

  function compareNullable(first: Value, second: Value): number {
    if (isNull(first) || isNull(second))
      return (Number(isNull(second)) - Number(isNull(first))) * (nullsFirst ? 1 : -1);
    return compareValues(first, second) * direction;
  }

  function isNull(value: Value): boolean {
    return value === null || (value === false && field?.type !== 'boolean');
  }

  function compareRecords(first: OdooRecord | undefined, second: OdooRecord | undefined): number {
    if (!first || !second) return (Number(!second) - Number(!first)) * (nullsFirst ? 1 : -1);
    return relatedOrder(first, second) * direction;
  }
}

function compareValues(first: Value, second: Value): number {
  if (typeof first === 'string' && typeof second === 'string') return compareText(first, second);
  return Number(first) - Number(second);
}
