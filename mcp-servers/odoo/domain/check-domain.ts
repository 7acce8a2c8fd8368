import type { OdooField } from '#adapters/odoo/port.ts';
import { InputError } from '#errors/errors.ts';
import { odooTime, parseTime } from '../context/local-time.ts';
import { didYouMean } from './closest.ts';
import { type FieldsOf, requireField } from './model-fields.ts';

const mostTerms = 100;
const longestPath = 4;
const deepest = 3;

/** How many terms an operator of the prefix notation joins. */
const arity: Readonly<Record<string, number>> = { '&': 2, '|': 2, '!': 1 };

const listOperators = ['in', 'not in'];
const nestedOperators = ['any', 'not any'];
const scalarOperators = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '=?',
  'like',
  'not like',
  'ilike',
  'not ilike',
  '=like',
  '=ilike',
];
const treeOperators = ['child_of', 'parent_of'];
const operators = [...scalarOperators, ...listOperators, ...treeOperators, ...nestedOperators];

/**
 * Checks a search condition against the fields of its model, relations included, so that a model is told what
 * is wrong with it instead of a traceback, and so that no path leads into what is denied.
 *
 * @param timeZone whose clock times without an offset follow
 * @returns the condition as Odoo takes it: times in UTC, null as false
 * @throws InputError that says how to mend it; AccessError for denied models and fields.
 */
export async function checkDomain(
  domain: readonly unknown[],
  model: string,
  fieldsOf: FieldsOf,
  timeZone = 'UTC',
  depth = 0,
): Promise<unknown[]> {
  if (domain.length > mostTerms) throw malformed(`it has more than ${mostTerms} terms`);
  if (depth > deepest) throw malformed('it is nested too deeply');
  if (isBareCondition(domain))
    throw malformed('a condition must stand in a list, even when it is the only one');
  checkNotation(domain);
  const checked: unknown[] = [];
  for (const term of domain) {
    const place = { model, fieldsOf, timeZone, depth };
    checked.push(Array.isArray(term) ? await checkCondition(term, place) : term);
  }
  return checked;
}

/** Where a condition stands. */
interface Place {
  model: string;
  fieldsOf: FieldsOf;
  timeZone: string;
  depth: number;
}

/** `["name", "=", "Ana"]` in place of `[["name", "=", "Ana"]]`. */
function isBareCondition([path, operator, ...rest]: readonly unknown[]): boolean {
  return (
    typeof path === 'string' && !(path in arity) && operators.includes(String(operator)) && rest.length === 1
  );
}

/** Reads backwards: each operator takes the terms after it and leaves one. */
function checkNotation(domain: readonly unknown[]): void {
  let terms = 0;
  for (let index = domain.length - 1; index >= 0; index--) {
    const term = domain[index];
    if (Array.isArray(term)) {
      terms++;
      continue;
    }
    const needed = typeof term === 'string' ? arity[term] : undefined;
    if (needed === undefined) {
      throw malformed(`the element at ${index} is neither "&", "|", "!" nor a list [field, operator, value]`);
    }
    if (terms < needed) {
      throw malformed(`"${term}" at ${index} must stand before ${needed === 1 ? 'a term' : 'two terms'}`);
    }
    terms -= needed - 1;
  }
}

async function checkCondition(condition: unknown[], { model, fieldsOf, timeZone, depth }: Place) {
  const [path, operator, value] = condition;
  if (condition.length !== 3 || typeof operator !== 'string') {
    throw malformed(`a condition has ${condition.length} elements or no operator`);
  }
  if (isConstant(path, operator, value)) return condition;
  if (typeof path !== 'string') throw malformed('a condition does not begin with a field name');
  const field = await resolvePath(path, model, fieldsOf);
  if (!operators.includes(operator)) {
    throw malformed(
      `there is no operator "${operator}"`,
      `${didYouMean(operator, operators)} Operators are ${operators.join(', ')}.`.trim(),
    );
  }
  if (nestedOperators.includes(operator)) {
    if (!field.relation || !Array.isArray(value)) {
      throw malformed(`"${operator}" needs a relation and, as its value, a domain of the related model`);
    }
    return [path, operator, await checkDomain(value, field.relation, fieldsOf, timeZone, depth + 1)];
  }
  checkValue(operator, value, path);
  const stored = (one: unknown) =>
    one !== null && field.type === 'datetime' ? storedTime(one, operator, timeZone) : (one ?? false);
  return [path, operator, Array.isArray(value) ? value.map(stored) : stored(value)];
}

/** A day stands for its end where Odoo would take it so; what is no time is left to Odoo, which knows `today`. */
function storedTime(value: unknown, operator: string, timeZone: string): unknown {
  if (typeof value !== 'string') return value;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
  const time = isDay ? `${value} ${['>', '<='].includes(operator) ? '23:59:59' : '00:00:00'}` : value;
  const instant = parseTime(time, timeZone);
  return instant ? odooTime(instant) : value;
}

/** Odoo's own "always" and "never": `[1, "=", 1]` and `[0, "=", 1]`. */
function isConstant(path: unknown, operator: string, value: unknown): boolean {
  return (path === 1 || path === 0) && operator === '=' && value === 1;
}

/** Follows `partner_id.country_id.code` from model to model. */
async function resolvePath(path: string, model: string, fieldsOf: FieldsOf): Promise<OdooField> {
  const names = path.split('.');
  if (names.length > longestPath) throw malformed(`the path ${path} has more than ${longestPath} steps`);
  let current = model;
  let field: OdooField = {};
  for (const [step, name] of names.entries()) {
    field = requireField(await fieldsOf(current), current, name);
    const isLast = step === names.length - 1;
    if (!isLast && !field.relation)
      throw malformed(`${name} of ${current} is no relation, nothing follows it`);
    current = field.relation ?? current;
  }
  return field;
}

function checkValue(operator: string, value: unknown, path: string): void {
  const isList = Array.isArray(value);
  if (listOperators.includes(operator) && !isList) {
    throw malformed(`"${operator}" needs a list as the value of ${path}`);
  }
  if (scalarOperators.includes(operator) && isList) {
    throw malformed(`"${operator}" takes one value for ${path}; use "in" for several`);
  }
  const values: unknown[] = isList ? value : [value];
  if (values.some((one) => typeof one === 'object' && one !== null)) {
    throw malformed(`the value of ${path} must be a text, a number, true, false or null`);
  }
}

const example = 'A domain is a list such as ["|", ["name", "ilike", "desk"], ["active", "=", false]].';

function malformed(reason: string, fix = example): InputError {
  return new InputError(`The domain is malformed: ${reason}.`, { code: 'malformed_domain', fix });
}
