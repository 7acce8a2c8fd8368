import { z } from 'zod';
import type { Partner } from './find-partners.ts';

/** A customer as tools show one. */
export const customerSchema = z.object({
  partner_id: z.int(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  vat: z.string().nullable(),
  city: z.string().nullable(),
});

export const phoneArgument = z
  .string()
  .trim()
  .min(3)
  .max(40)
  .describe('Phone number, best with country code');
export const emailArgument = z.email().max(254).describe('E-mail address');
export const vatArgument = z.string().trim().min(5).max(32).describe('Tax number (CPF or CNPJ)');

export function customerOf(partner: Partner): z.output<typeof customerSchema> {
  return {
    partner_id: partner.id,
    name: partner.name ?? '',
    phone: partner.phone ?? partner.mobile,
    email: partner.email,
    vat: partner.vat,
    city: partner.city,
  };
}
