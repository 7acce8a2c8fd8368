import type { OdooApi, OdooCallOptions } from './port.ts';

/** One call of a model's method, as both APIs can express it. */
export interface OdooOperation {
  model: string;
  method: string;
  mode: 'read' | 'write';
  ids?: readonly number[];
  /**
   * Leading arguments whose names differ between versions of Odoo: sent by position over XML-RPC, and under
   * these names (those of Odoo 19) over JSON-2.
   */
  positional?: Readonly<Record<string, unknown>>;
  named?: Readonly<Record<string, unknown>>;
}

/** How operations reach Odoo. */
export interface OdooTransport {
  readonly api: OdooApi;
  /** The server's version as it tells it; needs no login. */
  version(): Promise<unknown>;
  execute(operation: OdooOperation, options?: OdooCallOptions): Promise<unknown>;
}
