import { checkNames, checkRecord } from './check-record.ts';
import { currentDatetime, type Environment, modelOf, withContext } from './environment.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import { putValues } from './put-values.ts';
import { type OdooRecord, recordOf } from './record.ts';
import type { Value, Values } from './value.ts';

/** Creates one record; the fields that the caller left out get their defaults. */
export function createRecord(environment: Environment, modelName: string, values: Values): OdooRecord {
  const model = modelOf(environment, modelName);
  checkNames(model, values);
  const own = withInheritedRecord(environment, model, values);
  const id = environment.database.insert(modelName, {
    create_date: currentDatetime(environment),
    create_uid: environment.userId,
  });
  const record = recordOf(environment, modelName, id);
  const [head, lists] = splitLists(model, own);
  putValues(record, { ...model.constants, ...head });
  for (const [name, field] of model.computedDefaults) {
    if (!(name in own)) putValues(record, { [name]: defaultOf(record, field) });
  }
  // Lines may depend on their owner: what an order's line costs follows from the order's pricelist.
  putValues(record, lists);
  model.afterCreate?.(record, values);
  checkRecord(record);
  return record;
}

/** The default of a field for a record that already holds the values it may depend on. */
export function defaultOf(record: OdooRecord, field: Field): Value {
  return typeof field.default === 'function' ? field.default(record) : (field.default ?? false);
}

function splitLists(model: Model, values: Values): [head: Values, lists: Values] {
  const isList = ([name]: [string, Value]) => model.fields[name]?.type === 'one2many';
  const entries = Object.entries(values);
  const head = entries.filter((entry) => !isList(entry));
  return [Object.fromEntries(head), Object.fromEntries(entries.filter(isList))];
}

/** A record of the inherited model is made first, of the values that belong there. */
function withInheritedRecord(environment: Environment, model: Model, values: Values): Values {
  const through = model.inherits;
  const relation = through && model.fields[through]?.relation;
  if (!through || !relation || values[through]) return values;
  const isLent = ([name]: [string, Value]) => model.fields[name]?.related === `${through}.${name}`;
  const entries = Object.entries(values);
  // The lender must not make a record of this model on its own, as a product template otherwise does.
  const inner = withContext(environment, { [`create_${model.model.replaceAll('.', '_')}`]: false });
  const lender = createRecord(inner, relation, Object.fromEntries(entries.filter(isLent)));
  return { ...Object.fromEntries(entries.filter((entry) => !isLent(entry))), [through]: lender.id };
}
