import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { userError } from '../orm/exceptions.ts';
import { char, type Field } from '../orm/field.ts';
import type { OdooRecord } from '../orm/record.ts';

/** The fields around a contact's number. */
export const phoneFields: Record<string, Field> = {
  phone: char('Phone'),
  phone_sanitized: char('Sanitized Number', { readonly: true, compute: sanitizedPhone }),
  phone_mobile_search: char('Phone Number', {
    store: false,
    compute: (partner) => dialled(partner.text('phone')),
    normalize: searchedNumber,
  }),
};

/** E.164, or false for a number that is not valid; the company's country is assumed where there is none. */
function sanitizedPhone(partner: OdooRecord): string | false {
  const country = partner.one('country_id')?.text('code') ?? 'BR';
  const region = isSupportedCountry(country) ? country : undefined;
  const typed = parsePhoneNumberFromString(partner.text('phone'), region)?.number;
  // Odoo gives a Brazilian mobile number from before 2016 the ninth digit that it lacks.
  const completed = typed?.replace(/^\+55(\d\d)([689]\d{7})$/, '+55$19$2') ?? '';
  return parsePhoneNumberFromString(completed)?.isValid() ? completed : false;
}

/** A number without the signs that people write into it. */
function dialled(phone: string): string {
  return phone.replaceAll(/[\s\\./()+-]/g, '').replace(/^00/, '');
}

function searchedNumber(text: string): string {
  const number = dialled(text);
  if (number.length >= 3) return number;
  throw userError('Digite pelo menos 3 caracteres ao pesquisar um número de telefone.');
}
