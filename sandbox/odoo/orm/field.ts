import type { OdooRecord } from './record.ts';
import type { Value } from './value.ts';

/** The field types of Odoo that the stand-in knows. */
export type FieldType =
  | 'binary'
  | 'boolean'
  | 'char'
  | 'date'
  | 'datetime'
  | 'float'
  | 'html'
  | 'integer'
  | 'many2many'
  | 'many2one'
  | 'monetary'
  | 'one2many'
  | 'selection'
  | 'text';

/** What a field may say beside its type and label. */
export interface FieldOptions {
  required?: boolean;
  readonly?: boolean;
  /** States of the record in which a read-only field is open all the same; `fields_get` told them until 16. */
  openIn?: string[];
  /** Kept per language; read in the language of the context. */
  translate?: boolean;
  /** A constant, or worked out from the new record once the given values are in it. */
  default?: Value | ((record: OdooRecord) => Value);
  /** Fields whose change works the default out anew (an editable computed field of Odoo). */
  resetBy?: string[];
  /** Worked out on every reading, so it never goes stale. */
  compute?: (record: OdooRecord) => Value;
  /** How a computed field takes a value; without it a value written to it is dropped, as in Odoo. */
  put?: (record: OdooRecord, value: Value) => void;
  /** What is done to text that is searched for, such as leaving the signs out of a phone number. */
  normalize?: (text: string) => string;
  /** A dotted path to the field that really holds the value. */
  related?: string;
  /** What `fields_get` says; by default false for related fields and true for all others. */
  store?: boolean;
  /** False for the few computed fields that Odoo cannot search by. */
  searchable?: boolean;
  /** What becomes of this record when the record that a many2one points at is deleted. */
  ondelete?: 'cascade' | 'restrict' | 'set null';
}

/** A field of a model, as plain data. */
export interface Field extends FieldOptions {
  type: FieldType;
  /** The label. */
  string: string;
  /** The model that a relational field points at. */
  relation?: string;
  /** The many2one on the other side of a one2many. */
  inverse?: string;
  selection?: [value: string, label: string][];
}

function plainField(type: FieldType) {
  return (string: string, options: FieldOptions = {}): Field => ({ type, string, ...options });
}

function relationField(type: FieldType) {
  return (relation: string, string: string, options: FieldOptions = {}): Field => ({
    type,
    relation,
    string,
    ...options,
  });
}

/** A file, in base64. */
export const binary = plainField('binary');
export const boolean = plainField('boolean');
export const char = plainField('char');
export const date = plainField('date');
export const datetime = plainField('datetime');
export const float = plainField('float');
export const html = plainField('html');
export const integer = plainField('integer');
export const monetary = plainField('monetary');
export const text = plainField('text');
export const many2one = relationField('many2one');
export const many2many = relationField('many2many');

/** The records of `relation` whose many2one `inverse` points here. */
export function one2many(
  relation: string,
  inverse: string,
  string: string,
  options: FieldOptions = {},
): Field {
  return { type: 'one2many', relation, inverse, string, ...options };
}

/** One of a fixed set of values, each with its label. */
export function selection(values: Record<string, string>, string: string, options: FieldOptions = {}): Field {
  return { type: 'selection', selection: Object.entries(values), string, ...options };
}

/** Whether the field holds a list of records. */
export function isToMany(field: Field): boolean {
  return field.type === 'one2many' || field.type === 'many2many';
}

/** Whether the field holds a number. */
export function isNumeric(field: Field): boolean {
  return field.type === 'integer' || field.type === 'float' || field.type === 'monetary';
}

/** What a field reads as when nothing was ever put into it. */
export function emptyValue(field: Field): Value {
  if (isNumeric(field)) return 0;
  return isToMany(field) ? [] : false;
}
