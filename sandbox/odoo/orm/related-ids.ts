import type { Condition } from './domain.ts';
import type { Environment } from './environment.ts';
import type { Model } from './model.ts';
import { OdooRecord } from './record.ts';
import { textTest } from './scalar-test.ts';
import { idsOf, isEmpty, type Value } from './value.ts';

/** Which records of the target model satisfy a condition on a relational field, before any negation. */
interface WantedIds {
  ids: Set<number>;
  /** A field without any record satisfies it too. */
  orEmpty: boolean;
  /** Everything satisfies it (`=?` without a value, `ilike` with an empty text). */
  all: boolean;
}

/** The records that `condition` means by its value: an id, ids, a name, part of a name, or a branch of a tree. */
export function relatedIds(environment: Environment, model: Model, condition: Condition): WantedIds {
  const { operator, value } = condition;
  if (operator === '=?' && isEmpty(value)) return { ids: new Set(), orEmpty: false, all: true };
  if (operator.includes('like')) {
    if (value === '' && !operator.includes('=')) return { ids: new Set(), orEmpty: false, all: true };
    return { ids: new Set(named(environment, model, operator, value)), orEmpty: false, all: false };
  }
  const items = Array.isArray(value) ? value : [value];
  const names = items.filter((item) => typeof item === 'string' && item !== '');
  const ids = [...idsOf(items), ...names.flatMap((name) => named(environment, model, '=', name))];
  const orEmpty = operator !== 'child_of' && operator !== 'parent_of' && items.some(isEmpty);
  return { ids: branch(environment, model, operator, ids), orEmpty, all: false };
}

/** The records called so; a name compares like any text, by each field that the model is named by. */
function named(environment: Environment, model: Model, operator: string, value: Value): number[] {
  const positive = operator.replace('not ', '').replace('!=', '=');
  const test = textTest(positive, value);
  const fields = ['display_name', ...(model.searchNamesIn ?? [])];
  return environment.database.ids(model.model).filter((id) => {
    const record = new OdooRecord(environment, model, id);
    return fields.some((field) => test(record.text(field)));
  });
}

function branch(environment: Environment, model: Model, operator: string, ids: number[]): Set<number> {
  const { parent } = model;
  if (!parent || (operator !== 'child_of' && operator !== 'parent_of')) return new Set(ids);
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
