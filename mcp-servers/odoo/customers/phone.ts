import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';

/** Number of a Brazilian mobile phone without area code and ninth digit: 6 to 9 and seven more. */
const brazilianMobile = /^(\d\d)9?([6-9]\d{7})$/;

/** The number in E.164, or undefined when it cannot be one. */
export function normalizePhone(text: string, country: CountryCode): string | undefined {
  const parsed = parsePhoneNumberFromString(text, country);
  return parsed?.isPossible() ? parsed.number : undefined;
}

/**
 * Whether two numbers in E.164 reach the same phone. Brazilian mobile numbers got a ninth digit between 2012
 * and 2016; WhatsApp still tells many of them without it, and old records lack it.
 */
export function isSamePhone(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

function comparable(phone: string): string {
  const national = phone.startsWith('+55') ? brazilianMobile.exec(phone.slice(3)) : null;
  return national ? `+55${national[1]}${national[2]}` : phone;
}

/**
 * A pattern for `=ilike` that every spelling of the number fits, whatever stands between its digits. It looks
 * at the last eight digits, so what fits must still be compared.
 */
export function phonePattern(phone: string): string {
  const digits = phone.replace(/\D/g, '').slice(-8);
  return `%${[...digits].join('%')}%`;
}
