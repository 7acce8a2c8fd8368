import { type Field, isToMany } from './field.ts';
import type { Model } from './model.ts';
import { isEmpty, type Value, type Values } from './value.ts';

/** What `fields_get` answers: the named fields (or all) with the named attributes (or all). */
export function fieldsGet(model: Model, names: Value, attributes: Value): Values {
  const wanted = Object.entries(model.fields).filter(([name]) => contains(names, name));
  return Object.fromEntries(
    wanted.map(([name, field]) => {
      const all = Object.entries(describe(name, field));
      return [name, Object.fromEntries(all.filter(([attribute]) => contains(attributes, attribute)))];
    }),
  );
}

function contains(list: Value | undefined, name: string): boolean {
  return isEmpty(list) || (Array.isArray(list) && list.includes(name));
}

function describe(name: string, field: Field): Values {
  const store = isStored(field);
  const sortable = field.searchable !== false && !isToMany(field) && (store || field.related !== undefined);
  const values: Values = {
    type: field.type,
    string: field.string,
    name,
    required: field.required ?? false,
    readonly: isReadonly(field),
    store,
    searchable: field.searchable ?? true,
    sortable,
    groupable: sortable,
    company_dependent: false,
    depends: [],
  };
  if (field.relation) values.relation = field.relation;
  if (field.inverse) values.relation_field = field.inverse;
  if (field.openIn) {
    values.states = Object.fromEntries(field.openIn.map((state) => [state, [['readonly', false]]]));
  }
  if (field.selection) values.selection = field.selection;
  if (['char', 'text', 'html'].includes(field.type)) values.translate = field.translate ?? false;
  return values;
}

/** Whether Odoo keeps the field in a column (or a table of its own). */
export function isStored(field: Field): boolean {
  return field.store ?? field.related === undefined;
}

/** Whether people may not edit the field in a form; over RPC it is no more than a hint. */
export function isReadonly(field: Field): boolean {
  return field.readonly ?? field.compute !== undefined;
}
