import { pythonTuple } from './python.ts';

/** The numeric fault codes of `/xmlrpc/2`. */
export const faultCodes = { application: 1, warning: 2, accessDenied: 3, accessError: 4 } as const;

/**
 * An exception as Odoo would raise it. `python` is the full class name, `status` what JSON-2 answers with,
 * `faultCode` what XML-RPC answers with.
 */
export class OdooException extends Error {
  readonly python: string;
  readonly status: number;
  readonly faultCode: number;

  constructor(python: string, message: string, status: number, faultCode: number) {
    super(message);
    this.name = 'OdooException';
    this.python = python;
    this.status = status;
    this.faultCode = faultCode;
  }
}

/** What a user did wrong and is told in words. */
export function userError(message: string): OdooException {
  return new OdooException('odoo.exceptions.UserError', message, 422, faultCodes.warning);
}

/** A record that breaks a constraint. */
export function validationError(message: string): OdooException {
  return new OdooException('odoo.exceptions.ValidationError', message, 422, faultCodes.warning);
}

/** Records that are not (or no longer) there. */
export function missingError(model: string, ids: number[], userId: number): OdooException {
  const message = `Record does not exist or has been deleted.\n(Record: ${model}${pythonTuple(ids)}, User: ${userId})`;
  return new OdooException('odoo.exceptions.MissingError', message, 404, faultCodes.warning);
}

/** Something the user may not do. */
export function accessError(message: string): OdooException {
  return new OdooException('odoo.exceptions.AccessError', message, 403, faultCodes.accessError);
}

/** A wrong login. */
export function accessDenied(): OdooException {
  return new OdooException('odoo.exceptions.AccessDenied', 'Access Denied', 403, faultCodes.accessDenied);
}

/** A key that was revoked or ran out: XML-RPC speaks of the login, JSON-2 of the key. */
export function revokedKey(): OdooException {
  return new OdooException(
    'werkzeug.exceptions.Unauthorized',
    'Invalid apikey',
    401,
    faultCodes.accessDenied,
  );
}

/** A record that another transaction holds. */
export function lockError(message: string): OdooException {
  return new OdooException('odoo.exceptions.LockError', message, 409, faultCodes.warning);
}

/** Any other Python exception: a 500 over JSON-2, fault 1 with the traceback over XML-RPC. */
export function pythonError(className: string, message: string): OdooException {
  const full = className.includes('.') ? className : `builtins.${className}`;
  return new OdooException(full, message, 500, faultCodes.application);
}

/** What werkzeug raises for a request that does not fit the route: only JSON-2 knows these. */
export function httpException(className: string, message: string, status: number): OdooException {
  return new OdooException(`werkzeug.exceptions.${className}`, message, status, faultCodes.application);
}
