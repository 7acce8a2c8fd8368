import type { Condition } from './domain.ts';
import { type Environment, withContext } from './environment.ts';
import { pythonError } from './exceptions.ts';
import type { Model } from './model.ts';
import { OdooRecord } from './record.ts';
import { comparison, type ScalarTest, textTest } from './scalar-test.ts';
import { idsOf, isEmpty, type Value } from './value.ts';

/**
 * The test of one condition on a field that holds records of `target`, or on the id itself. The value may be an
 * id, ids, a name, a part of a name, or (for `child_of` and `parent_of`) the root of a branch.
 */
export function relationalTest(environment: Environment, target: Model, condition: Condition): ScalarTest {
  const { operator, value } = condition;
  if (['<', '<=', '>', '>='].includes(operator)) return comparison(operator, value);
  const isPattern = operator.includes('like');
  if (operator === '=?' && isEmpty(value)) return () => true;
  if (isPattern && value === '' && !operator.includes('=')) return () => true;

  const archivedToo = withContext(environment, { active_test: false });
  const items = Array.isArray(value) ? value : [value];
  const wanted = isPattern
    ? new Set(idsNamed(archivedToo, target, operator.replace('not ', ''), value))
    : wantedIds(archivedToo, target, condition, items);
  const isBranch = operator === 'child_of' || operator === 'parent_of';
  const orEmpty = !isPattern && !isBranch && items.some(isEmpty);
  const negative = operator.startsWith('not ') || operator === '!=' || operator === '<>';
  return (held) => {
    const ids = idsOf(held);
    return (ids.some((id) => wanted.has(id)) || (orEmpty && ids.length === 0)) !== negative;
  };
}

function wantedIds(
  environment: Environment,
  target: Model,
  condition: Condition,
  items: Value[],
): Set<number> {
  const names = items.filter((item) => typeof item === 'string' && item !== '');
  if (condition.path === 'id' && names.length > 0) {
    const message = `invalid input syntax for type integer: "${names[0]}"\n`;
    throw pythonError('psycopg2.errors.InvalidTextRepresentation', message);
  }
  const ids = [...idsOf(items), ...names.flatMap((name) => idsNamed(environment, target, '=', name))];
  const { operator } = condition;
  return operator === 'child_of' || operator === 'parent_of'
    ? branch(environment, target, operator, ids)
    : new Set(ids);
}

/** The records called so: a name is compared with each field that the model is named by. */
function idsNamed(environment: Environment, model: Model, operator: string, value: Value): number[] {
  const test = textTest(operator, value);
  const fields = model.searchNamesIn ?? ['display_name'];
  return environment.database.ids(model.model).filter((id) => {
    const record = new OdooRecord(environment, model, id);
    return fields.some((field) => test(record.text(field)));
  });
}

function branch(environment: Environment, model: Model, operator: string, ids: number[]): Set<number> {
  const { parent } = model;
  if (!parent) {
    const condition = `('parent_id', 'in', OrderedSet([${ids.join(', ')}]))`;
    throw pythonError('ValueError', `Invalid field ${model.model}.parent_id in condition ${condition}`);
  }
  const found = new Set<number>();
  const queue = [...ids];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    if (operator === 'child_of') queue.push(...environment.database.idsWhere(model.model, parent, id));
    else queue.push(...idsOf(environment.database.row(model.model, id)?.[parent]));
  }
  return found;
}
