import { char, datetime, type Field, integer, many2one } from './field.ts';
import type { Method, Model, ModelDefinition } from './model.ts';
import type { Value } from './value.ts';

/** All models by their name. */
export type Registry = ReadonlyMap<string, Model>;

const commonFields: Record<string, Field> = {
  id: integer('ID', { readonly: true }),
  display_name: char('Display Name', {
    readonly: true,
    store: false,
    compute: (record) => record.displayName(),
  }),
  create_date: datetime('Created on', { readonly: true }),
  create_uid: many2one('res.users', 'Created by', { readonly: true }),
  write_date: datetime('Last Updated on', { readonly: true }),
  write_uid: many2one('res.users', 'Last Updated by', { readonly: true }),
};

/** Completes the definitions: `methods` are those that every model has. */
export function createRegistry(definitions: ModelDefinition[], methods: Record<string, Method>): Registry {
  const byName = new Map(definitions.map((definition) => [definition.model, definition]));
  return new Map(definitions.map((definition) => [definition.model, completed(definition)]));

  function completed(definition: ModelDefinition): Model {
    const fields = { ...commonFields, ...inheritedFields(definition, byName), ...definition.fields };
    const entries = Object.entries(fields);
    const withDefault = entries.filter(([, field]) => field.default !== undefined);
    const constants = withDefault.filter(([, field]) => typeof field.default !== 'function');
    return {
      ...definition,
      order: definition.order ?? 'id',
      fields,
      methods: { ...methods, ...definition.methods },
      constants: Object.fromEntries(constants.map(([name, field]) => [name, field.default as Value])),
      computedDefaults: withDefault.filter(([, field]) => typeof field.default === 'function'),
      requiredFields: entries.filter(([, field]) => field.required && !field.related),
    };
  }
}

function inheritedFields(definition: ModelDefinition, byName: Map<string, ModelDefinition>) {
  const through = definition.inherits;
  const relation = through && definition.fields[through]?.relation;
  const lender = relation && byName.get(relation);
  if (!through || !lender) return {};
  const names = Object.keys(lender.fields).filter((name) => !(name in commonFields));
  return Object.fromEntries(names.map((name) => [name, borrowed(lender, name, through)]));
}

function borrowed(lender: ModelDefinition, name: string, through: string): Field {
  const { default: _default, resetBy: _resetBy, compute: _compute, ...field } = lender.fields[name] as Field;
  return { ...field, related: `${through}.${name}`, store: false };
}
