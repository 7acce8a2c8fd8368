import { type Condition, conditionText, type Domain, parseDomain } from './domain.ts';
import { type Environment, modelOf } from './environment.ts';
import { pythonError } from './exceptions.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import type { OdooRecord } from './record.ts';
import { relationalTest } from './relational-test.ts';
import { scalarTest } from './scalar-test.ts';

/** Whether a record fits. */
export type Matcher = (record: OdooRecord) => boolean;

/** Makes a domain into a test of records of `model`; whatever is wrong with it is thrown here, not later. */
export function createMatcher(environment: Environment, model: Model, domain: Domain): Matcher {
  if (domain.kind === 'constant') return () => domain.value;
  if (domain.kind === 'condition') return conditionMatcher(environment, model, domain);
  if (domain.kind === 'not') return not(createMatcher(environment, model, domain.part));
  const first = createMatcher(environment, model, domain.first);
  const second = createMatcher(environment, model, domain.second);
  return domain.kind === 'and'
    ? (record) => first(record) && second(record)
    : (record) => first(record) || second(record);
}

function conditionMatcher(environment: Environment, model: Model, condition: Condition): Matcher {
  const { operator, value } = condition;
  const [name = '', ...rest] = condition.path.split('.');
  const field = searchableField(model, name, condition);
  const any = (domain: Domain) => anyMatcher(environment, model, name, field, domain);
  if (rest.length > 0) return any({ ...condition, path: rest.join('.') });
  if (operator === 'any') return any(parseDomain(value));
  if (operator === 'not any') return not(any(parseDomain(value)));
  if (field.relation || name === 'id') {
    const target = name === 'id' ? model : modelOf(environment, field.relation ?? '');
    const test = relationalTest(environment, target, condition);
    return (record) => test(record.value(name));
  }
  if (name === 'display_name' && model.searchNamesIn) {
    const test = relationalTest(environment, model, condition);
    return (record) => test(record.id);
  }
  if (operator === 'child_of' || operator === 'parent_of') {
    const reason = `Cannot execute ${operator} for ${model.model}.${name}, works only for relational fields`;
    throw pythonError('ValueError', `${reason} in condition ${conditionText(condition)}`);
  }
  const test = scalarTest(field, operator, value);
  return (record) => test(record.value(name));
}

function not(matcher: Matcher): Matcher {
  return (record) => !matcher(record);
}

function searchableField(model: Model, name: string, condition: Condition): Field {
  const field = model.fields[name];
  if (!field) {
    const text = conditionText(condition);
    throw pythonError('ValueError', `Invalid field ${model.model}.${name} in condition ${text}`);
  }
  if (field.searchable !== false) return field;
  throw pythonError('ValueError', `Cannot convert ${model.model}.${name} to SQL because it is not stored`);
}

/** Some record of the relation fits `domain`. */
function anyMatcher(
  environment: Environment,
  model: Model,
  name: string,
  field: Field,
  domain: Domain,
): Matcher {
  if (!field.relation) {
    const property = domain.kind === 'condition' ? domain.path : '';
    throw pythonError('ValueError', `Invalid field property '${property}' on ${model.model}.${name}`);
  }
  const inner = createMatcher(environment, modelOf(environment, field.relation), domain);
  return (record) => record.many(name).some(inner);
}
