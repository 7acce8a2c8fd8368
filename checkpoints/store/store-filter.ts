import { isDeepStrictEqual } from 'node:util';
import { CheckpointError } from '../checkpoint-error.ts';

const operators: Record<string, (value: unknown, wanted: unknown) => boolean> = {
  $eq: (value, wanted) => isDeepStrictEqual(value, wanted),
  $ne: (value, wanted) => !isDeepStrictEqual(value, wanted),
  $gt: (value, wanted) => compare(value, wanted) > 0,
  $gte: (value, wanted) => compare(value, wanted) >= 0,
  $lt: (value, wanted) => compare(value, wanted) < 0,
  $lte: (value, wanted) => compare(value, wanted) <= 0,
};

/**
 * Whether an item's value fits a filter: each field equals what is wanted, or fits all operators of an object such
 * as `{ $gte: 3 }`. Throws a `CheckpointError` (`invalid_filter`) for an operator that there is not.
 */
export function matchesFilter(value: Record<string, unknown>, filter: Record<string, unknown>): boolean {
  return Object.entries(filter).every(([field, wanted]) => {
    const own = Object.hasOwn(value, field) ? value[field] : undefined;
    return isOperators(wanted)
      ? Object.entries(wanted).every(([name, operand]) => operatorOf(name)(own, operand))
      : isDeepStrictEqual(own, wanted);
  });
}

function isOperators(wanted: unknown): wanted is Record<string, unknown> {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return false;
  const names = Object.keys(wanted);
  return names.length > 0 && names.every((name) => name.startsWith('$'));
}

function operatorOf(name: string) {
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator) return operator;
  throw new CheckpointError(`There is no operator ${name}`, {
    code: 'invalid_filter',
    retryable: false,
    written: 'no',
    fix: `Use one of ${Object.keys(operators).join(' ')}.`,
  });
}

/** Texts by their characters, anything else as numbers; what cannot be compared fits no operator. */
function compare(value: unknown, wanted: unknown): number {
  if (typeof value === 'string' && typeof wanted === 'string') {
    if (value === wanted) return 0;
    return value < wanted ? -1 : 1;
  }
  if (value === null || value === undefined || wanted === null || wanted === undefined) return Number.NaN;
  return Number(value) - Number(wanted);
}
