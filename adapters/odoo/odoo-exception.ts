import { AccessError, InputError, NotFoundError, type ProjectError, UpstreamError } from '#errors/errors.ts';

/** What Odoo tells of an exception, whichever API it came by; without traceback. */
export interface OdooException {
  /** The Python class with its module, for example `odoo.exceptions.ValidationError` or `builtins.KeyError`. */
  name: string;
  /** Meant for the user where Odoo raised it on purpose. */
  message: string;
}

/** The call that failed, as shown in messages: `sale.order.create`. */
type Place = string;

const longestMessage = 400;

/** The project's error for an exception that Odoo raised. Odoo has rolled the call back: nothing was changed. */
export function errorOfException({ name, message }: OdooException, place: Place): ProjectError {
  const className = name.slice(name.lastIndexOf('.') + 1);
  const text = oneLine(message);
  switch (className) {
    case 'AccessDenied':
      return credentialsRefused();
    case 'AccessError':
      return new AccessError(`Odoo does not permit ${place}: ${text}`, {
        code: 'odoo_access',
        fix: 'Use something that the Odoo user may access, or have its access rights extended.',
      });
    case 'MissingError':
      return recordMissing(text, place);
    case 'UserError':
    case 'ValidationError':
    case 'RedirectWarning':
      return errorOfUserError(text, place);
    // How Odoo's ORM answers an unknown field, method or argument.
    case 'ValueError':
    case 'KeyError':
    case 'TypeError':
    case 'AttributeError':
      return errorOfProgram(text, place);
    case 'LockNotAvailable':
    case 'SerializationFailure':
    case 'ConcurrencyError':
    case 'LockError':
      return new UpstreamError(`Odoo was busy with the same records in ${place}; nothing was changed.`, {
        code: 'odoo_busy',
      });
    default:
      return databaseMissing(text) ?? unexpected(className, place);
  }
}

/** XML-RPC gives user errors, missing records and unknown models one fault code; only the text differs. */
function errorOfUserError(text: string, place: Place): ProjectError {
  if (/^Object \S+ doesn't exist/.test(text)) return unknownModel(place);
  if (/^Record does not exist or has been deleted/.test(text) || missingRecord.test(text)) {
    return recordMissing(text, place);
  }
  return new InputError(`Odoo refused ${place}: ${text}`, {
    code: 'odoo_refused',
    fix: 'Correct what Odoo names and call again.',
  });
}

function errorOfProgram(text: string, place: Place): ProjectError {
  if (/^The method '\S+' does not exist/.test(text)) return unknownMethod(place);
  // What follows these words quotes the values of a condition.
  const shown = text.replace(/ in condition .*/, '');
  return new InputError(`Odoo could not make sense of ${place}: ${shown}`, {
    code: 'odoo_refused',
    fix: 'Correct the field names and values.',
  });
}

/** How Odoo names the records, in the language of the user: `(Registro: res.partner(99,), Usuário: 2)`. */
const missingRecord = /\([^():]+: ([\w.]+)\(([\d, ]+)\), [^():]+: \d+\)/;

function recordMissing(text: string, place: Place): NotFoundError {
  const [, model, ids] = missingRecord.exec(text) ?? [];
  const what = model && ids ? `there is no ${model} ${ids.replace(/[, ]+$/, '')}` : text;
  return new NotFoundError(`${place}: ${what}`, {
    code: 'record_not_found',
    fix: 'Look for the record that is meant; this one does not exist or has been deleted.',
  });
}

export function unknownMethod(place: Place): NotFoundError {
  return new NotFoundError(`${place}: this method does not exist in Odoo.`, { code: 'unknown_method' });
}

export function unknownModel(place: Place): NotFoundError {
  return new NotFoundError(`${place}: this model does not exist in Odoo.`, {
    code: 'unknown_model',
    fix: 'Check the name; the module that brings this model may not be installed in this Odoo.',
  });
}

export function credentialsRefused(): AccessError {
  return new AccessError('Odoo refused the credentials.', {
    code: 'odoo_credentials',
    fix: 'Check ODOO_DB, ODOO_USERNAME and ODOO_API_KEY; keys expire.',
  });
}

function databaseMissing(text: string): UpstreamError | undefined {
  if (!/database .* does not exist/.test(text)) return undefined;
  return new UpstreamError('Odoo has no such database.', {
    code: 'odoo_database',
    retryable: false,
    fix: 'Check ODOO_DB.',
  });
}

/** Its text may hold SQL or values, so only its kind is told. */
function unexpected(className: string, place: Place): UpstreamError {
  return new UpstreamError(`Odoo failed in ${place} (${className || 'unknown error'}).`, {
    code: 'odoo_failed',
    retryable: false,
    fix: 'The log of Odoo has the details; nothing was changed by this call.',
  });
}

function oneLine(message: string): string {
  const text = message.replace(/\s+/g, ' ').trim();
  return text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text;
}
