import type { Environment } from './environment.ts';
import type { Field } from './field.ts';
import type { OdooRecord } from './record.ts';
import type { Value, Values } from './value.ts';

/** A public method of a model, callable from outside. */
export interface Method {
  /** True for a method of the model itself (`@api.model`), which takes no ids. */
  onModel?: boolean;
  /** True where records that do not exist are left out rather than complained about. */
  skipsMissing?: boolean;
  /** Names in positional order; `?` marks an optional one, a last `**` takes any further named ones. */
  parameters?: string[];
  run: (call: MethodCall) => Value;
}

/** One call of a method, its arguments bound to their names. */
export interface MethodCall {
  environment: Environment;
  model: Model;
  ids: number[];
  /** The records of `ids`; they exist unless the method `skipsMissing`. */
  records: OdooRecord[];
  arguments: Values;
}

/** A model as data: what it holds and what it can do. */
export interface ModelDefinition {
  model: string;
  /** What users call one such record. */
  description: string;
  /** The default order, as in `search`; by default `id`. */
  order?: string;
  fields: Record<string, Field>;
  /** The name that many2one shows; by default the field `name`. */
  displayName?: (record: OdooRecord) => string;
  /** The fields that `name_search` and relational comparisons with text look through. */
  searchNamesIn?: string[];
  /** Records with a value in the first of these fields are found only where a domain names one of them. */
  hidesUnlessMentioned?: [hiding: string, ...others: string[]];
  /** The many2one whose record lends all its fields to this model (`_inherits`). */
  inherits?: string;
  /** The many2one that makes a tree of the records, for `child_of` and `parent_of`. */
  parent?: string;
  methods?: Record<string, Method>;
  /** Runs after a record was created, before its constraints. */
  afterCreate?: (record: OdooRecord, values: Values) => void;
  /** Runs before values are written; may throw. */
  beforeWrite?: (record: OdooRecord, values: Values) => void;
  /** Runs after values were written, before the constraints. */
  afterWrite?: (record: OdooRecord, values: Values) => void;
  /** Runs before a record is deleted; may throw. */
  beforeUnlink?: (record: OdooRecord) => void;
  /** Each throws when the record breaks it. */
  constraints?: ((record: OdooRecord) => void)[];
}

/** A definition made complete: the fields that every model has, and those of the inherited model. */
export interface Model extends ModelDefinition {
  order: string;
  methods: Record<string, Method>;
  /** The defaults that are the same for every record. */
  constants: Values;
  /** The fields whose default depends on the record, in the order in which they are worked out. */
  computedDefaults: [name: string, field: Field][];
  /** The fields that may not be empty. */
  requiredFields: [name: string, field: Field][];
}
