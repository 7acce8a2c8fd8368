import { pythonError } from './exceptions.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import type { OdooRecord } from './record.ts';
import { isEmpty, type Value, type Values } from './value.ts';

/** The records as `read` answers them. `load` other than the default leaves many2one as bare ids. */
export function readRecords(model: Model, records: OdooRecord[], fields: Value, load: Value): Values[] {
  const names = fieldNames(model, fields);
  const withNames = load === undefined || load === '_classic_read';
  return records.map((record) => {
    const values: Values = { id: record.id };
    for (const [name, field] of names) values[name] = formatted(record, name, field, withNames);
    return values;
  });
}

/** One value as Odoo answers it: a many2one is `[id, name]`, empty is false. */
export function formatted(record: OdooRecord, name: string, field: Field, withNames: boolean): Value {
  const value = record.value(name);
  if (field.type === 'binary' && record.environment.context.bin_size) return sizeOf(value);
  if (field.type !== 'many2one' || !withNames) return value;
  const related = record.one(name);
  return related ? [related.id, related.displayName()] : false;
}

/** What Odoo tells of a file instead of the file itself, such as `1.50 Kb`. */
function sizeOf(value: Value): Value {
  if (isEmpty(value)) return false;
  const bytes = Buffer.byteLength(String(value), 'base64');
  return bytes < 1_024 ? `${bytes.toFixed(2)} bytes` : `${(bytes / 1_024).toFixed(2)} Kb`;
}

function fieldNames(model: Model, fields: Value): [string, Field][] {
  if (isEmpty(fields)) return Object.entries(model.fields);
  // Python would go through a text letter by letter, and so does this.
  const names = Array.isArray(fields) ? fields : [...String(fields)];
  return names.map((name) => {
    const field = model.fields[String(name)];
    if (!field) throw pythonError('ValueError', `Invalid field '${name}' on '${model.model}'`);
    return [String(name), field];
  });
}
