import { pythonError, validationError } from './exceptions.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';
import type { OdooRecord } from './record.ts';
import { isEmpty, type Values } from './value.ts';

/** Throws unless every name is a field of the model. */
export function checkNames(model: Model, values: Values): void {
  const unknown = Object.keys(values).find((name) => !(name in model.fields));
  if (unknown !== undefined)
    throw pythonError('ValueError', `Invalid field '${unknown}' in '${model.model}'`);
}

/** Throws a ValidationError when a required value is missing or a constraint of the model is broken. */
export function checkRecord(record: OdooRecord): void {
  const { model } = record;
  for (const [name, field] of model.requiredFields) {
    if (isMissing(record, name, field)) throw requiredError(model, name, field);
  }
  for (const constraint of model.constraints ?? []) constraint(record);
}

function isMissing(record: OdooRecord, name: string, field: Field): boolean {
  return field.type !== 'boolean' && isEmpty(record.value(name));
}

function requiredError(model: Model, name: string, field: Field) {
  return validationError(
    `The operation cannot be completed: Missing required value for the field '${field.string}' (${name}).\n` +
      `Model: '${model.description}' (${model.model})\n- create/update: a mandatory field is not set\n` +
      '- delete: another model requires the record being deleted, you can archive it instead\n',
  );
}
