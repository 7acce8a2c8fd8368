import type { CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import type { OdooCallOptions, OdooDomain } from '#adapters/odoo/port.ts';
import { InputError } from '#errors/errors.ts';
import type { OdooServices } from '../services.ts';
import { escapeLike, optionalText } from '../values.ts';
import { isSamePhone, normalizePhone, phonePattern } from './phone.ts';

/** Most records that are looked at for one phone number; patterns fit few others. */
const mostFits = 100;

const partnerRecord = z.object({
  id: z.int(),
  name: optionalText,
  phone: optionalText,
  mobile: optionalText.default(null),
  email: optionalText,
  vat: optionalText,
  city: optionalText,
});

export type Partner = z.output<typeof partnerRecord>;

const partnerFields = ['name', 'phone', 'email', 'vat', 'city'];

type Services = Pick<OdooServices, 'odoo' | 'country'>;

/** Customers with this phone number, however it is written in Odoo. The number is in E.164. */
export async function findByPhone(
  { odoo, country }: Services,
  phone: string,
  options: OdooCallOptions,
): Promise<Partner[]> {
  const fields = await partnerFieldsOf({ odoo }, options);
  const pattern = phonePattern(phone);
  const domain = fields.includes('mobile')
    ? ['|', ['phone', '=ilike', pattern], ['mobile', '=ilike', pattern]]
    : [['phone', '=ilike', pattern]];
  const fitting = await search({ odoo }, domain, fields, options);
  return fitting.filter((partner) => phonesOf(partner, country).some((other) => isSamePhone(other, phone)));
}

/** Customers with this e-mail address, whatever its case. */
export async function findByEmail(
  { odoo }: Pick<Services, 'odoo'>,
  email: string,
  options: OdooCallOptions,
): Promise<Partner[]> {
  const fields = await partnerFieldsOf({ odoo }, options);
  return search({ odoo }, [['email', '=ilike', escapeLike(email)]], fields, options);
}

/** Customers with this tax number (CPF, CNPJ), with or without its punctuation and country code. */
export async function findByVat(
  { odoo }: Pick<Services, 'odoo'>,
  vat: string,
  options: OdooCallOptions,
): Promise<Partner[]> {
  const fields = await partnerFieldsOf({ odoo }, options);
  const key = vatKey(vat);
  const pattern = `%${[...key].join('%')}`;
  const fitting = await search({ odoo }, [['vat', '=ilike', pattern]], fields, options);
  return fitting.filter((partner) => partner.vat !== null && vatKey(partner.vat) === key);
}

/** @throws InputError for a text that is no phone number. */
export function requirePhone(text: string, country: CountryCode): string {
  const phone = normalizePhone(text, country);
  if (phone) return phone;
  throw new InputError('phone is not a telephone number.', {
    fix: 'Give it with country code, for example +5511987654321.',
  });
}

/** The partners of several searches, each once, by id. */
export function distinct(partners: readonly Partner[]): Partner[] {
  return [...new Map(partners.map((partner) => [partner.id, partner])).values()].sort((a, b) => a.id - b.id);
}

/** The separate mobile number is gone in 19. */
async function partnerFieldsOf(
  { odoo }: Pick<Services, 'odoo'>,
  options: OdooCallOptions,
): Promise<string[]> {
  const known = await odoo.fieldsGet('res.partner', ['type'], options);
  return 'mobile' in known ? [...partnerFields, 'mobile'] : partnerFields;
}

async function search(
  { odoo }: Pick<Services, 'odoo'>,
  domain: OdooDomain,
  fields: readonly string[],
  options: OdooCallOptions,
): Promise<Partner[]> {
  const found = await odoo.searchRead(
    'res.partner',
    { domain, fields, limit: mostFits, order: 'id' },
    options,
  );
  return z.array(partnerRecord).parse(found);
}

function phonesOf({ phone, mobile }: Partner, country: CountryCode): string[] {
  return [phone, mobile].flatMap((text) => (text ? (normalizePhone(text, country) ?? []) : []));
}

/** Letters and digits only; Brazilian numbers may carry the country's BR in front. */
function vatKey(vat: string): string {
  return vat
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/^BR(?=\d)/, '');
}
