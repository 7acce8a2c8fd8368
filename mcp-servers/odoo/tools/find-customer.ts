import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { isBound } from '#identity/principal.ts';
import { contextSchema, saleContext, saleContextArgument } from '../context/call-context.ts';
import {
  customerOf,
  customerSchema,
  emailArgument,
  phoneArgument,
  vatArgument,
} from '../customers/customer-schema.ts';
import { distinct, findByEmail, findByPhone, findByVat, requirePhone } from '../customers/find-partners.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';

const mostCandidates = 10;

export const findCustomer = defineOdooTool({
  name: 'find_customer',
  title: 'Find a customer',
  description:
    'Finds customers in Odoo by phone, e-mail or tax number. Phone numbers are compared however they are ' +
    'written, the Brazilian ninth digit included. No candidate: the customer is new. Several: a person must ' +
    'say which. On behalf of a customer only the verified phone number and e-mail address count.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    phone: phoneArgument.optional(),
    email: emailArgument.optional(),
    vat: vatArgument.optional(),
    context: saleContextArgument,
  }),
  bound: { phone: 'customer.phone', email: 'customer.email' },
  output: z.object({ candidates: z.array(customerSchema), context: contextSchema }),

  async handle({ phone, email, vat, context }, caller) {
    const { services, principal } = caller;
    // What a customer writes proves nothing: a tax number in a message must not open another's record.
    const verifiedOnly = isBound(principal, 'customer.phone');
    if (!verifiedOnly && !phone && !email && !vat) {
      throw new InputError('None of phone, email and vat was given.', { fix: 'Give at least one of them.' });
    }
    const { options, echo } = await saleContext(services, context, caller);
    const found = await Promise.all([
      phone ? findByPhone(services, requirePhone(phone, services.country), options) : [],
      email ? findByEmail(services, email, options) : [],
      vat && !verifiedOnly ? findByVat(services, vat, options) : [],
    ]);
    const candidates = distinct(found.flat()).slice(0, mostCandidates).map(customerOf);
    return { candidates, context: echo };
  },
});
