/** The external API that Odoo is reached by: JSON-2 from Odoo 19 on, XML-RPC on every version. */
export type OdooApi = 'xmlrpc' | 'json2';

/** A search condition in Odoo's prefix notation, for example `[['name', 'ilike', 'desk']]`. */
export type OdooDomain = readonly unknown[];

/**
 * A record as Odoo answers it: `false` means empty, a many2one is `[id, name]`, a datetime is UTC text
 * `YYYY-MM-DD HH:MM:SS`.
 */
export interface OdooRecord {
  id: number;
  [field: string]: unknown;
}

export interface OdooVersion {
  /** The major version, for example 19. */
  series: number;
  /** As Odoo tells it, for example `19.0`. */
  text: string;
  api: OdooApi;
}

/** A field as `fields_get` describes it; which attributes are there depends on what was asked. */
export interface OdooField {
  type?: string;
  string?: string;
  relation?: string;
  store?: boolean;
  required?: boolean;
  readonly?: boolean;
  [attribute: string]: unknown;
}

export interface OdooCallOptions {
  /** Odoo's context: `lang`, `tz`, `active_test`, `allowed_company_ids`, … */
  context?: Readonly<Record<string, unknown>>;
  /** Ends a read at once; a write is only kept from being sent, since cutting it leaves its outcome unknown. */
  signal?: AbortSignal;
}

export interface OdooSearch {
  domain: OdooDomain;
  fields: readonly string[];
  limit: number;
  offset?: number;
  /** Should end in `id`, or pages overlap. */
  order?: string;
}

export interface OdooMethodCall {
  /** The records it is called on; left out for a method of the model itself. */
  ids?: readonly number[];
  arguments?: Readonly<Record<string, unknown>>;
  /** A `write` is never sent twice, and when its answer is lost its outcome is unknown. */
  mode: 'read' | 'write';
}

/**
 * What this project does with Odoo, in Odoo's words. Every operation may throw
 * - AccessError: credentials or access rights (`odoo_credentials`, `odoo_access`),
 * - NotFoundError: no such model, method or record,
 * - InputError: Odoo refused the values (a user or validation error, an unknown field),
 * - UpstreamError: Odoo is down, slow or answers what it should not; nothing was changed,
 * - OutcomeUnknownError: a write was sent and its answer was lost; look before you repeat it.
 */
export interface Odoo {
  /** Asked once for a connection. */
  version(): Promise<OdooVersion>;
  searchRead(model: string, search: OdooSearch, options?: OdooCallOptions): Promise<OdooRecord[]>;
  /** Records that do not exist are missing in the answer or a NotFoundError, as Odoo pleases. */
  read(
    model: string,
    ids: readonly number[],
    fields: readonly string[],
    options?: OdooCallOptions,
  ): Promise<OdooRecord[]>;
  searchCount(model: string, domain: OdooDomain, options?: OdooCallOptions): Promise<number>;
  /** The model's fields by name; remembered for ten minutes for each language. */
  fieldsGet(
    model: string,
    attributes: readonly string[],
    options?: OdooCallOptions,
  ): Promise<Readonly<Record<string, OdooField>>>;
  /** Returns the new record's id. */
  create(
    model: string,
    values: Readonly<Record<string, unknown>>,
    options?: OdooCallOptions,
  ): Promise<number>;
  /** Creates all of them or none; returns their ids in the order given. */
  createMany(
    model: string,
    values: readonly Readonly<Record<string, unknown>>[],
    options?: OdooCallOptions,
  ): Promise<number[]>;
  write(
    model: string,
    ids: readonly number[],
    values: Readonly<Record<string, unknown>>,
    options?: OdooCallOptions,
  ): Promise<void>;
  unlink(model: string, ids: readonly number[], options?: OdooCallOptions): Promise<void>;
  /**
   * Any other public method. A write whose result XML-RPC cannot carry (None, above all) was committed and
   * gives null.
   */
  call(model: string, method: string, call: OdooMethodCall, options?: OdooCallOptions): Promise<unknown>;
  /** Closes idle connections. */
  close(): void;
}
