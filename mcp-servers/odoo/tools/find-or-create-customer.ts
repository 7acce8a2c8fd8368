import { z } from 'zod';
import type { OdooCallOptions } from '#adapters/odoo/port.ts';
import { AccessError, ConflictError, InputError, OutcomeUnknownError } from '#errors/errors.ts';
import { isBound } from '#identity/principal.ts';
import { contextSchema, saleContext, saleContextArgument, withSignal } from '../context/call-context.ts';
import { emailArgument, phoneArgument, vatArgument } from '../customers/customer-schema.ts';
import {
  distinct,
  findByEmail,
  findByPhone,
  findByVat,
  type Partner,
  requirePhone,
} from '../customers/find-partners.ts';
import { defineOdooTool, writesOdooOnce, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { holdLock } from '../hold-lock.ts';
import { settle } from '../orders/settle.ts';
import type { OdooServices } from '../services.ts';

/** With a phone number or an e-mail address at least. */
interface Details {
  /** E.164. */
  phone?: string | undefined;
  email?: string | undefined;
  vat?: string | undefined;
}

export const findOrCreateCustomer = defineOdooTool({
  name: 'find_or_create_customer',
  title: 'Find or create a customer',
  description:
    'Returns the customer with this phone number or e-mail address, and creates one only if Odoo has none with this ' +
    'phone, e-mail or tax number. Give phone or email. Several customers that fit are a conflict that a person must ' +
    'resolve.',
  scope: 'odoo:write',
  annotations: writesOdooOnce,
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    name: z.string().trim().min(1).max(100).describe('Name for a new customer'),
    phone: phoneArgument.optional(),
    email: emailArgument.optional(),
    vat: vatArgument.optional(),
    context: saleContextArgument,
  }),
  bound: { phone: 'customer.phone', email: 'customer.email' },
  output: z.object({ partner_id: z.int(), name: z.string(), created: z.boolean(), context: contextSchema }),

  async handle({ name, phone, email, vat, context }, caller) {
    const { services, principal } = caller;
    const verifiedOnly = isBound(principal, 'customer.phone');
    if (!phone && !email) throw noAddress(verifiedOnly);
    const details: Details = { phone: phone && requirePhone(phone, services.country), email, vat };
    const given = await saleContext(services, context, caller);
    const findOrCreate = async (signal: AbortSignal) => {
      const { options, echo } = withSignal(given, signal);
      const answer = (partner: Partner, created: boolean) => ({
        partner_id: partner.id,
        name: partner.name ?? name,
        created,
        context: echo,
      });
      const known = await findKnown(services, details, verifiedOnly, options);
      if (known) return answer(known, false);
      const created = await settle(
        () => services.odoo.create('res.partner', customerValues(name, details), options),
        async () => (await findByAddress(services, details, options))[0],
        'Wait a minute, then call find_or_create_customer again: it finds the customer if it was created.',
      );
      if (!created)
        throw new OutcomeUnknownError(
          'Odoo created the customer but does not find it by its phone or e-mail.',
        );
      return answer(created, true);
    };
    return holdLock(services.lock, `customer:${details.phone ?? details.email}`, caller.signal, findOrCreate);
  },
});

function noAddress(verifiedOnly: boolean) {
  if (!verifiedOnly) {
    return new InputError('Neither phone nor email was given.', { fix: 'Give at least one of them.' });
  }
  return new AccessError('The channel vouches for no phone number and no e-mail address of this customer.', {
    code: 'customer_not_identified',
    fix: 'Hand over to a person, who can find out who it is.',
  });
}

/** The one customer that these details belong to, or undefined for a new one. */
async function findKnown(
  services: OdooServices,
  details: Details,
  verifiedOnly: boolean,
  options: OdooCallOptions,
): Promise<Partner | undefined> {
  const byAddress = await findByAddress(services, details, options);
  if (byAddress.length > 0) return theOne(byAddress, details.email);
  const byVat = details.vat ? await findByVat(services, details.vat, options) : [];
  if (byVat.length === 0) return undefined;
  // What a customer writes proves nothing, so it neither opens another's record nor names one.
  if (verifiedOnly) {
    throw new ConflictError('Odoo knows this tax number under another phone number or e-mail address.', {
      code: 'customer_needs_check',
      fix: 'Hand over to a person, who can check whether it is the same customer.',
    });
  }
  return theOne(distinct(byVat), undefined);
}

/** By the phone number; where there is none, or nobody has it, by the e-mail address. */
async function findByAddress(
  services: OdooServices,
  { phone, email }: Details,
  options: OdooCallOptions,
): Promise<Partner[]> {
  const byPhone = phone ? await findByPhone(services, phone, options) : [];
  return byPhone.length > 0 || !email ? byPhone : findByEmail(services, email, options);
}

/** @throws ConflictError when it is not clear which of them is meant. */
function theOne(candidates: readonly Partner[], email: string | undefined): Partner | undefined {
  if (candidates.length === 1) return candidates[0];
  const withEmail = candidates.filter(
    (partner) => email !== undefined && partner.email?.toLowerCase() === email.toLowerCase(),
  );
  if (withEmail.length === 1) return withEmail[0];
  const list = candidates.slice(0, 10).map(({ id, name }) => `${name ?? 'without name'} (${id})`);
  throw new ConflictError(`Several customers fit: ${list.join(', ')}.`, {
    code: 'several_customers',
    fix: 'Hand over to a person, or ask for something that tells them apart.',
  });
}

function customerValues(name: string, { phone, email, vat }: Details): Record<string, unknown> {
  return {
    name,
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
    ...(vat ? { vat } : {}),
  };
}
