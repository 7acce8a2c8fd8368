import { z } from 'zod';
import type { OdooCallOptions } from '#adapters/odoo/port.ts';
import { ConflictError, OutcomeUnknownError } from '#errors/errors.ts';
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

interface Details {
  /** E.164. */
  phone: string;
  email?: string | undefined;
  vat?: string | undefined;
}

export const findOrCreateCustomer = defineOdooTool({
  name: 'find_or_create_customer',
  title: 'Find or create a customer',
  description:
    'Returns the customer with this phone number, and creates one only if Odoo has none with this phone, e-mail ' +
    'or tax number. Several customers with the same phone, or one with the same e-mail but another phone, are a ' +
    'conflict that a person must resolve.',
  scope: 'odoo:write',
  annotations: writesOdooOnce,
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    name: z.string().trim().min(1).max(100).describe('Name for a new customer'),
    phone: phoneArgument,
    email: emailArgument.optional(),
    vat: vatArgument.optional(),
    context: saleContextArgument,
  }),
  bound: { phone: 'customer.phone' },
  output: z.object({ partner_id: z.int(), name: z.string(), created: z.boolean(), context: contextSchema }),

  async handle({ name, phone, email, vat, context }, caller) {
    const { services, principal } = caller;
    const details: Details = { phone: requirePhone(phone, services.country), email, vat };
    const verifiedOnly = isBound(principal, 'customer.phone');
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
        async () => (await findByPhone(services, details.phone, options))[0],
        'Wait a minute, then call find_or_create_customer again: it finds the customer if it was created.',
      );
      if (!created)
        throw new OutcomeUnknownError('Odoo created the customer but does not find it by its phone.');
      return answer(created, true);
    };
    return holdLock(services.lock, `customer:${details.phone}`, caller.signal, findOrCreate);
  },
});

/** The one customer that these details belong to, or undefined for a new one. */
async function findKnown(
  services: OdooServices,
  { phone, email, vat }: Details,
  verifiedOnly: boolean,
  options: OdooCallOptions,
): Promise<Partner | undefined> {
  const byPhone = await findByPhone(services, phone, options);
  if (byPhone.length > 0) return theOne(byPhone, email);
  const others = await Promise.all([
    email ? findByEmail(services, email, options) : [],
    vat ? findByVat(services, vat, options) : [],
  ]);
  const byDetails = distinct(others.flat());
  if (byDetails.length === 0) return undefined;
  // What a customer writes proves nothing, so it neither opens another's record nor names one.
  if (verifiedOnly) {
    throw new ConflictError('Odoo knows this e-mail address or tax number under another phone number.', {
      code: 'customer_needs_check',
      fix: 'Hand over to a person, who can check whether it is the same customer.',
    });
  }
  return theOne(byDetails, undefined);
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
  return { name, phone, ...(email ? { email } : {}), ...(vat ? { vat } : {}) };
}
