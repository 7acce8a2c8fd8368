import type { Environment } from './environment.ts';
import { missingError, validationError } from './exceptions.ts';
import type { Field } from './field.ts';
import { removeFiles } from './field-files.ts';
import type { Model } from './model.ts';
import { type OdooRecord, recordsOf } from './record.ts';

/** Throws a MissingError unless all records exist. */
export function checkExistence(environment: Environment, model: string, ids: number[]): void {
  const missing = ids.filter((id) => !environment.database.row(model, id));
  if (missing.length > 0) throw missingError(model, missing, environment.userId);
}

/** Deletes records, and does with what points at them what each many2one says about it. */
export function unlinkRecords(records: OdooRecord[]): void {
  for (const record of records) record.model.beforeUnlink?.(record);
  for (const record of records) {
    for (const [model, name, field] of pointersTo(record)) releasePointers(record, model, name, field);
    removeFiles(record);
    record.environment.database.remove(record.model.model, record.id);
  }
}

function pointersTo(record: OdooRecord): [Model, string, Field][] {
  return [...record.environment.registry.values()].flatMap((model) =>
    Object.entries(model.fields)
      .filter(
        ([, field]) => field.type === 'many2one' && field.relation === record.model.model && isKept(field),
      )
      .map(([name, field]): [Model, string, Field] => [model, name, field]),
  );
}

function isKept(field: Field): boolean {
  return !field.related && !field.compute;
}

function releasePointers(record: OdooRecord, model: Model, name: string, field: Field): void {
  const { environment } = record;
  const ids = environment.database.idsWhere(model.model, name, record.id);
  if (ids.length === 0) return;
  const rule = field.ondelete ?? (field.required ? 'restrict' : 'set null');
  if (rule === 'restrict') throw restrictError(model, name, field);
  if (rule === 'cascade') unlinkRecords(recordsOf(environment, model.model, ids));
  else for (const id of ids) environment.database.update(model.model, id, { [name]: false });
}

function restrictError(model: Model, name: string, field: Field) {
  return validationError(
    'The operation cannot be completed: Another model is using the record you are trying to delete.\n\n' +
      `The troublemaker is: '${model.description}' (${model.model})\n` +
      `Thanks to the following constraint: '${field.string}' (${name})\nHow about archiving the record instead?`,
  );
}
