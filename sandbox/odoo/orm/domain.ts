import { pythonError } from './exceptions.ts';
import { pythonRepr, pythonTuple } from './python.ts';
import type { Value } from './value.ts';

/** A single comparison of a domain. */
export interface Condition {
  kind: 'condition';
  /** A field name, or several joined by dots. */
  path: string;
  operator: string;
  value: Value;
}

/** A domain as a tree. */
export type Domain =
  | Condition
  | { kind: 'constant'; value: boolean }
  | { kind: 'and' | 'or'; first: Domain; second: Domain }
  | { kind: 'not'; part: Domain };

const patterns = ['like', 'ilike', '=like', '=ilike'];
const operators = new Set([
  ...['=', '==', '!=', '<>', '=?', '<', '<=', '>', '>=', 'in', 'not in'],
  ...[...patterns, ...patterns.map((pattern) => `not ${pattern}`)],
  ...['any', 'not any', 'child_of', 'parent_of'],
]);

/** Reads Odoo's prefix notation. Throws what Odoo throws on a domain that it cannot read. */
export function parseDomain(domain: Value): Domain {
  if (!Array.isArray(domain)) {
    throw pythonError('TypeError', `Domain() invalid argument type for domain: ${pythonRepr(domain)}`);
  }
  const stack: Domain[] = [];
  for (const item of domain.toReversed()) stack.push(parseItem(item, stack, domain));
  return stack.reverse().reduce(both, { kind: 'constant', value: true });
}

/** Both of two domains. */
export function both(first: Domain, second: Domain): Domain {
  if (first.kind === 'constant' && first.value) return second;
  return { kind: 'and', first, second };
}

/** Whether a condition on `field` itself stands anywhere in the domain. */
export function mentions(domain: Domain, field: string): boolean {
  if (domain.kind === 'condition') return domain.path === field;
  if (domain.kind === 'not') return mentions(domain.part, field);
  if (domain.kind === 'constant') return false;
  return mentions(domain.first, field) || mentions(domain.second, field);
}

/** A condition as Python writes a tuple. */
export function conditionText({ path, operator, value }: Condition): string {
  return pythonTuple([path, operator, value]);
}

function parseItem(item: Value, stack: Domain[], whole: Value[]): Domain {
  if (item === '!') return { kind: 'not', part: operand(stack, whole) };
  if (item === '&' || item === '|') {
    const first = operand(stack, whole);
    return { kind: item === '&' ? 'and' : 'or', first, second: operand(stack, whole) };
  }
  if (!Array.isArray(item) || item.length !== 3) {
    throw pythonError('ValueError', `Domain() invalid item in domain: ${pythonRepr(item)}`);
  }
  return parseCondition(item as [Value, Value, Value]);
}

function operand(stack: Domain[], whole: Value[]): Domain {
  const domain = stack.pop();
  if (!domain) throw pythonError('ValueError', `Domain() malformed domain ${pythonRepr(whole)}`);
  return domain;
}

function parseCondition([path, operator, value]: [Value, Value, Value]): Domain {
  // (1, '=', 1) and (0, '=', 1) are Odoo's constants.
  if (operator === '=' && value === 1 && (path === 1 || path === 0)) {
    return { kind: 'constant', value: path === 1 };
  }
  const text = pythonTuple([path, operator, value]);
  if (typeof path !== 'string' || path === '') {
    throw pythonError('TypeError', `Empty field name in condition ${text}`);
  }
  if (typeof operator !== 'string' || !operators.has(operator.toLowerCase())) {
    throw pythonError('ValueError', `Invalid operator in condition ${text}`);
  }
  return { kind: 'condition', path, operator: operator.toLowerCase(), value };
}
