import type { Odoo, OdooCallOptions, OdooField } from '#adapters/odoo/port.ts';
import { AccessError, InputError, NotFoundError } from '#errors/errors.ts';
import { checkModelAllowed } from '../access/denied-models.ts';
import { isSecretField } from '../access/secret-fields.ts';
import { didYouMean } from './closest.ts';
import { type ListsModels, listModels } from './list-models.ts';

/** The fields of a model that tools may use. */
export type ModelFields = Readonly<Record<string, OdooField>>;

/** Looks up the fields of an allowed model. */
export type FieldsOf = (model: string) => Promise<ModelFields>;

const fieldAttributes = ['type', 'relation', 'readonly', 'states', 'store'];

/**
 * The fields of models as far as tools may use them.
 *
 * @throws AccessError for a denied model, InputError for one that does not exist.
 */
export function fieldsOfAllowedModels(
  odoo: ListsModels & Pick<Odoo, 'fieldsGet'>,
  options: OdooCallOptions,
): FieldsOf {
  return async (model) => {
    checkModelAllowed(model);
    try {
      return await odoo.fieldsGet(model, fieldAttributes, options);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      const models = (await listModels(odoo, options)).map((known) => known.model);
      throw new InputError(`There is no model ${model} in Odoo.${didYouMean(model, models)}`, {
        code: 'unknown_model',
        fix: 'Find the technical name with list_models.',
        cause: error,
      });
    }
  };
}

/**
 * Field names that may be shown, each once.
 *
 * @throws InputError for one that does not exist, AccessError for one that may hold a credential.
 */
export function requireFields(fields: ModelFields, model: string, names: readonly string[]): string[] {
  for (const name of names) requireField(fields, model, name);
  return [...new Set(names)];
}

/**
 * The field of this name.
 *
 * @throws InputError when there is none, AccessError when it may hold a credential.
 */
export function requireField(fields: ModelFields, model: string, name: string): OdooField {
  if (isSecretField(name)) {
    throw new AccessError(`The field ${name} of ${model} is not open to tools.`, {
      code: 'field_denied',
      fix: 'Leave it out.',
    });
  }
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field) return field;
  throw new InputError(`${model} has no field ${name}.${didYouMean(name, Object.keys(fields))}`, {
    code: 'unknown_field',
    fix: 'Correct the field name and call again.',
  });
}
