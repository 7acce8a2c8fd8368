import { z } from 'zod';
import type { OdooCallOptions } from '#adapters/odoo/port.ts';
import { OutcomeUnknownError } from '#errors/errors.ts';
import { contextSchema, saleContext, saleContextArgument, withSignal } from '../context/call-context.ts';
import { emailArgument, phoneArgument } from '../customers/customer-schema.ts';
import { requirePhone } from '../customers/find-partners.ts';
import { defineOdooTool, writesOdooOnce, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { holdLock } from '../hold-lock.ts';
import { idempotencyKey, keyReused } from '../idempotency-key.ts';
import { partnerId } from '../orders/customer-order.ts';
import { settle } from '../orders/settle.ts';
import { asDescription } from '../text-as-html.ts';
import { optionalReference, optionalText } from '../values.ts';

const leadRecord = z.object({
  id: z.int(),
  name: z.string(),
  partner_id: optionalReference,
  phone: optionalText,
  user_id: optionalReference,
});

export const createLead = defineOdooTool({
  name: 'create_lead',
  title: 'Create a lead',
  description:
    'Passes a sales opportunity to the sales team: somebody is interested, but wants a person, a special offer or ' +
    'something that is not in the catalogue. The customer need not be known yet. Called again with the same ' +
    'idempotency_key it returns the same lead (created: false).',
  scope: 'odoo:write',
  annotations: writesOdooOnce,
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    subject: z.string().trim().min(1).max(120).describe('What it is about, in a few words'),
    description: z.string().trim().min(1).max(4_000).describe('What the sales team must know, as plain text'),
    contact_name: z.string().trim().min(1).max(100).optional().describe('Name of the person'),
    phone: phoneArgument.optional(),
    email: emailArgument.optional(),
    partner_id: partnerId.optional(),
    idempotency_key: idempotencyKey,
    context: saleContextArgument,
  }),
  bound: { partner_id: 'customer.partner', phone: 'customer.phone', email: 'customer.email' },
  output: z.object({
    lead_id: z.int(),
    subject: z.string(),
    salesperson: z.string().nullable(),
    created: z.boolean(),
    context: contextSchema,
  }),

  async handle(input, caller) {
    const { services } = caller;
    const { odoo, lock, country } = services;
    const { subject, partner_id, idempotency_key } = input;
    const phone = input.phone && requirePhone(input.phone, country);
    const given = await saleContext(services, input.context, caller);
    const description = await asDescription(odoo, 'crm.lead', [input.description], given.options);
    const values = {
      name: subject,
      description,
      // The one field of a lead that says where it came from and is free.
      referred: `ref:${idempotency_key}`,
      ...(partner_id ? { partner_id } : {}),
      ...(input.contact_name ? { contact_name: input.contact_name } : {}),
      ...(phone ? { phone } : {}),
      ...(input.email ? { email_from: input.email } : {}),
    };
    const find = async (options: OdooCallOptions) => {
      const search = { domain: [['referred', '=', values.referred]], fields, limit: 1, order: 'id' };
      const [found] = await odoo.searchRead('crm.lead', search, {
        ...options,
        context: { ...options.context, active_test: false },
      });
      if (!found) return undefined;
      const lead = leadRecord.parse(found);
      // Where none was given, Odoo may have found the customer by the e-mail address.
      const sameCustomer = partner_id === undefined || lead.partner_id?.[0] === partner_id;
      if (lead.name !== subject || !sameCustomer) throw keyReused('lead');
      return { lead_id: lead.id, subject: lead.name, salesperson: lead.user_id?.[1] ?? null };
    };
    const create = async (signal: AbortSignal) => {
      const { options, echo } = withSignal(given, signal);
      const earlier = await find(options);
      if (earlier) return { ...earlier, created: false, context: echo };
      const lead = await settle(
        () => odoo.create('crm.lead', values, options),
        () => find(options),
        'Wait a minute, then call create_lead again with the same idempotency_key: it finds its own result.',
      );
      if (!lead) throw new OutcomeUnknownError('Odoo created the lead but does not find it by its key.');
      return { ...lead, created: true, context: echo };
    };
    return holdLock(lock, `lead:${idempotency_key}`, caller.signal, create);
  },
});

const fields = Object.keys(leadRecord.shape);
