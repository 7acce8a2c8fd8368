import { InputError } from '#errors/errors.ts';

/**
 * A phone number as a person types it, as E.164.
 *
 * @throws InputError when it has not 8 to 15 digits.
 */
export function customerPhone(text: string): string {
  const digits = text.replace(/[\s().+-]/g, '');
  if (!/^\d{8,15}$/.test(digits))
    throw new InputError('This is no phone number: it needs 8 to 15 digits, with the country code.');
  return `+${digits}`;
}
