import { type Condition, type Domain, parseDomain } from './domain.ts';
import { type Environment, modelOf, withContext } from './environment.ts';
import { pythonError } from './exceptions.ts';
import { type Field, isRelational } from './field.ts';
import type { Model } from './model.ts';
import { pythonRepr } from './python.ts';
import type { OdooRecord } from './record.ts';
import { relatedIds } from './related-ids.ts';
import { type ScalarTest, scalarTest } from './scalar-test.ts';
import { idsOf } from './value.ts';

/** Whether a record fits. */
export type Matcher = (record: OdooRecord) => boolean;

/** Makes a domain into a test of records of `model`; whatever is wrong with it is thrown here, not later. */
export function createMatcher(environment: Environment, model: Model, domain: Domain): Matcher {
  if (domain.kind === 'constant') return () => domain.value;
  if (domain.kind === 'condition') return conditionMatcher(environment, model, domain);
  if (domain.kind === 'not') {
    const part = createMatcher(environment, model, domain.part);
    return (record) => !part(record);
  }
  const [first, second] = domain.parts.map((part) => createMatcher(environment, model, part)) as [
    Matcher,
    Matcher,
  ];
  return domain.kind === 'and'
    ? (record) => first(record) && second(record)
    : (record) => first(record) || second(record);
}

function conditionMatcher(environment: Environment, model: Model, condition: Condition): Matcher {
  const [name = '', ...rest] = condition.path.split('.');
  const field = fieldOf(model, name, condition);
  if (rest.length > 0) {
    const deeper: Condition = { ...condition, path: rest.join('.') };
    return anyMatcher(environment, name, field, deeper);
  }
  if (condition.operator === 'any') return anyMatcher(environment, name, field, parseDomain(condition.value));
  if (condition.operator === 'not any') {
    const any = anyMatcher(environment, name, field, parseDomain(condition.value));
    return (record) => !any(record);
  }
  if (isRelational(field) || name === 'id')
    return relationalMatcher(environment, model, name, field, condition);
  const test: ScalarTest = scalarTest(field, condition);
  return (record) => test(record.value(name));
}

function fieldOf(model: Model, name: string, condition: Condition): Field {
  const field = model.fields[name];
  const text = `(${pythonRepr(condition.path)}, ${pythonRepr(condition.operator)}, ${pythonRepr(condition.value)})`;
  if (!field) throw pythonError('ValueError', `Invalid field ${model.model}.${name} in condition ${text}`);
  if (field.searchable === false) {
    throw pythonError('ValueError', `Cannot convert ${model.model}.${name} to SQL because it is not stored`);
  }
  return field;
}

/** Some record of the relation fits `domain`; behind a many2one even an archived one. */
function anyMatcher(environment: Environment, name: string, field: Field, domain: Domain): Matcher {
  if (!field.relation) {
    throw pythonError('ValueError', `Cannot traverse the non-relational field ${name}`);
  }
  const inner = createMatcher(environment, modelOf(environment, field.relation), domain);
  return (record) => record.many(name).some(inner);
}

function relationalMatcher(
  environment: Environment,
  model: Model,
  name: string,
  field: Field,
  condition: Condition,
): Matcher {
  const { operator } = condition;
  if (['<', '<=', '>', '>='].includes(operator)) {
    const test = scalarTest(field, condition);
    return (record) => test(record.value(name));
  }
  const target = name === 'id' ? model : modelOf(environment, field.relation ?? '');
  const wanted = relatedIds(withContext(environment, { active_test: false }), target, condition);
  const negative = operator.startsWith('not ') || operator === '!=' || operator === '<>';
  return (record) => {
    const held = idsOf(record.value(name));
    const fits = held.some((id) => wanted.ids.has(id)) || (wanted.orEmpty && held.length === 0);
    return wanted.all || fits !== negative;
  };
}
