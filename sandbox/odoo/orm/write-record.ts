import { checkNames, checkRecord } from './check-record.ts';
import { defaultOf } from './create-record.ts';
import { putValues } from './put-values.ts';
import type { OdooRecord } from './record.ts';
import type { Values } from './value.ts';

/** Writes `values` into a record that exists, and checks what may not break. */
export function writeRecord(record: OdooRecord, values: Values): void {
  const { model } = record;
  checkNames(model, values);
  model.beforeWrite?.(record, values);
  putValues(record, values);
  resetDependents(record, values);
  model.afterWrite?.(record, values);
  checkRecord(record);
}

function resetDependents(record: OdooRecord, values: Values): void {
  for (const [name, field] of Object.entries(record.model.fields)) {
    if (name in values || !field.resetBy?.some((dependency) => dependency in values)) continue;
    putValues(record, { [name]: defaultOf(record, field) });
  }
}
