import { type Environment, modelOf } from './environment.ts';
import { emptyValue, type Field } from './field.ts';
import type { Model } from './model.ts';
import { idsOf, isStruct, type Value } from './value.ts';

const sourceLanguage = 'en_US';

/** A cursor on one record, for reading its fields in the terms of the field's type. */
export class OdooRecord {
  readonly environment: Environment;
  readonly model: Model;
  readonly id: number;

  constructor(environment: Environment, model: Model, id: number) {
    this.environment = environment;
    this.model = model;
    this.id = id;
  }

  /** The raw value: a many2one is its id or false, a list of records their ids. */
  value(name: string): Value {
    if (name === 'id') return this.id;
    const field = this.model.fields[name];
    if (!field) throw new Error(`${this.model.model} has no field ${name}`);
    if (field.related) return this.#relatedValue(field.related);
    if (field.compute) return field.compute(this);
    if (field.type === 'one2many') return this.#oneToMany(field);
    return this.#storedValue(name, field);
  }

  text(name: string): string {
    const value = this.value(name);
    return typeof value === 'string' ? value : '';
  }

  number(name: string): number {
    return Number(this.value(name));
  }

  flag(name: string): boolean {
    return this.value(name) === true;
  }

  /** The record that a many2one points at. */
  one(name: string): OdooRecord | undefined {
    return this.many(name)[0];
  }

  /** The records of a relational field. */
  many(name: string): OdooRecord[] {
    const relation = this.model.fields[name]?.relation;
    if (!relation) throw new Error(`${this.model.model}.${name} is not relational`);
    return recordsOf(this.environment, relation, idsOf(this.value(name)));
  }

  displayName(): string {
    if (this.model.displayName) return this.model.displayName(this);
    return 'name' in this.model.fields ? this.text('name') : `${this.model.model},${this.id}`;
  }

  #relatedValue(path: string): Value {
    const [first = '', ...rest] = path.split('.');
    if (rest.length === 0) return this.value(first);
    return this.one(first)?.value(rest.join('.')) ?? false;
  }

  #oneToMany({ relation = '', inverse = '' }: Field): Value {
    return this.#visible(relation, this.environment.database.idsWhere(relation, inverse, this.id));
  }

  /** Those of a list that (still) exist, without the archived ones unless the context asks for them. */
  #visible(relation: string, ids: number[]): number[] {
    const { database, context } = this.environment;
    return ids.filter((id) => {
      const row = database.row(relation, id);
      return row !== undefined && (row.active !== false || context.active_test === false);
    });
  }

  #storedValue(name: string, field: Field): Value {
    const value = this.environment.database.row(this.model.model, this.id)?.[name];
    if (value === undefined) return emptyValue(field);
    if (field.type === 'many2many') return this.#visible(field.relation ?? '', idsOf(value));
    return field.translate && isStruct(value) ? this.#translation(value) : value;
  }

  #translation(translations: Record<string, Value>): Value {
    const { lang } = this.environment.context;
    const translated = typeof lang === 'string' ? translations[lang] : undefined;
    return translated ?? translations[sourceLanguage] ?? false;
  }
}

/** Cursors on the records `ids` of the model called `model`. */
export function recordsOf(environment: Environment, model: string, ids: number[]): OdooRecord[] {
  const definition = modelOf(environment, model);
  return ids.map((id) => new OdooRecord(environment, definition, id));
}

/** A cursor on one record. */
export function recordOf(environment: Environment, model: string, id: number): OdooRecord {
  return new OdooRecord(environment, modelOf(environment, model), id);
}
