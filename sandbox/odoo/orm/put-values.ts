import { parseCommands } from './commands.ts';
import { convertValue } from './convert.ts';
import { currentDatetime } from './environment.ts';
import { pythonError } from './exceptions.ts';
import { type Field, isToMany } from './field.ts';
import { keepFieldFile } from './field-files.ts';
import type { OdooRecord } from './record.ts';
import { applyCommands } from './to-many.ts';
import { checkExistence } from './unlink-records.ts';
import { isStruct, type Value, type Values } from './value.ts';
import { writeRecord } from './write-record.ts';

/** The language in which untranslated text is kept. */
const sourceLanguage = 'en_US';

/** Puts values into a record's row, each as its field keeps it, without hooks or constraints. */
export function putValues(record: OdooRecord, values: Values): void {
  const { environment, model, id } = record;
  const row: Values = { write_date: currentDatetime(environment), write_uid: environment.userId };
  const later: (() => void)[] = [];
  for (const [name, value] of Object.entries(values)) {
    const field = model.fields[name];
    if (!field) throw pythonError('ValueError', `Invalid field '${name}' in '${model.model}'`);
    if (field.related) putRelated(record, field.related, value);
    else if (field.put) later.push(() => field.put?.(record, value));
    else if (isToMany(field) && !field.compute) {
      later.push(() => applyCommands(record, name, parseCommands(`${model.model}.${name}`, value)));
    } else if (!field.compute) row[name] = keptValue(record, name, field, value);
    if (field.type === 'binary' && name in row) later.push(() => keepFieldFile(record, name));
  }
  environment.database.update(model.model, id, row);
  for (const put of later) put();
}

function putRelated(record: OdooRecord, path: string, value: Value): void {
  const [first = '', ...rest] = path.split('.');
  const target = record.one(first);
  if (target) writeRecord(target, { [rest.join('.')]: value });
}

function keptValue(record: OdooRecord, name: string, field: Field, value: Value): Value {
  if (field.translate) return translated(record, name, field, value);
  const converted = convertValue(record.model.model, name, field, value);
  if (field.type === 'many2one' && typeof converted === 'number') {
    checkExistence(record.environment, field.relation ?? '', [converted]);
  }
  return converted;
}

/** A new text stands for every language; a later one only for the language of the context. */
function translated(record: OdooRecord, name: string, field: Field, value: Value): Value {
  if (isStruct(value)) return value;
  const { environment, model, id } = record;
  const text = convertValue(model.model, name, field, value);
  const before = environment.database.row(model.model, id)?.[name];
  const { lang } = environment.context;
  return {
    ...(isStruct(before) ? before : { [sourceLanguage]: text }),
    [String(lang ?? sourceLanguage)]: text,
  };
}
