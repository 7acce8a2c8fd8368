import { InputError } from '#errors/errors.ts';

export const recordInvalidCode = 'record_invalid';

/** What Rails' validations refuse, which is told in a form of its own: with the names of the attributes. */
export const recordInvalid = (message: string, attributes: string[]) =>
  new InputError(message, { code: recordInvalidCode, cause: attributes });
