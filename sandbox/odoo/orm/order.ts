import { compareText } from './compare-text.ts';
import { type Environment, modelOf } from './environment.ts';
import { pythonError, userError } from './exceptions.ts';
import { type Field, isToMany } from './field.ts';
import type { Model } from './model.ts';
import type { OdooRecord } from './record.ts';
import type { Value } from './value.ts';

/** Negative, zero or positive, as for `Array.sort`. */
export type Comparator = (first: OdooRecord, second: OdooRecord) => number;

const termPattern = /^\s*([a-z0-9_.]+)(?:\s+(asc|desc))?(?:\s+nulls\s+(first|last))?\s*$/i;

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
  const [matched, name = '', direction = 'asc', nulls] = termPattern.exec(term) ?? [];
  if (matched === undefined) throw invalidOrder(order);
  const field = sortableField(model, name);
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  // PostgreSQL puts nulls last, and therefore first when the order is reversed.
  const nullSign = (nulls?.toLowerCase() ?? (sign < 0 ? 'first' : 'last')) === 'first' ? -1 : 1;
  const compare = field.relation
    ? relatedComparator(environment, field.relation, name)
    : valueComparator(name);
  return (first, second) => {
    const [firstNull, secondNull] = [isNull(first, name, field), isNull(second, name, field)];
    if (firstNull || secondNull) return (Number(firstNull) - Number(secondNull)) * nullSign;
    return compare(first, second) * sign;
  };
}

function isNull(record: OdooRecord, name: string, field: Field): boolean {
  return field.type !== 'boolean' && record.value(name) === false;
}

function valueComparator(name: string): Comparator {
  return (first, second) => compareValues(first.value(name), second.value(name));
}

/** Records of a many2one are in the order of their own model. */
function relatedComparator(environment: Environment, relation: string, name: string): Comparator {
  const model = modelOf(environment, relation);
  const compare = createComparator(environment, model, model.order);
  return (first, second) => {
    const [one, other] = [first.one(name), second.one(name)];
    return one && other ? compare(one, other) : 0;
  };
}

function compareValues(first: Value, second: Value): number {
  if (typeof first === 'string' && typeof second === 'string') return compareText(first, second);
  return Number(first) - Number(second);
}

function sortableField(model: Model, path: string): Field {
  const [name = '', property] = path.split('.');
  const field = model.fields[name];
  if (!field) throw pythonError('ValueError', `Invalid field '${name}' on model '${model.model}'`);
  if (property)
    throw pythonError('ValueError', `Invalid field property '${property}' on ${model.model}.${name}`);
  const isColumn = field.related !== undefined || field.store !== false;
  if (isColumn && !isToMany(field)) return field;
  throw pythonError('ValueError', `Cannot convert ${model.model}.${name} to SQL because it is not stored`);
}

function invalidOrder(order: string) {
  return userError(
    `Invalid "order" specified (${order}). A valid "order" specification is a comma-separated list of ` +
      'valid field names (optionally followed by asc/desc for the direction)',
  );
}
