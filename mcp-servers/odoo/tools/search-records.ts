import { z } from 'zod';
import { AccessError, InputError } from '#errors/errors.ts';
import { isBound, type Principal } from '#identity/principal.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { checkDomain } from '../domain/check-domain.ts';
import { checkOrder } from '../domain/check-order.ts';
import { defaultFields } from '../domain/default-fields.ts';
import { fieldsOfAllowedModels, type ModelFields, requireField } from '../domain/model-fields.ts';
import { presentRecord, withinBudget } from '../domain/present-record.ts';

export const searchRecords = defineOdooTool({
  name: 'search_records',
  title: 'Search records of any model',
  description:
    'Searches records of any model of Odoo that is open to tools; the resource odoo://models lists the models. ' +
    'Returns a few telling fields unless you name fields. Empty values are null, a relation is [id, name], ' +
    'times are UTC. When has_more is true, call again with offset = next_offset. For products, customers and ' +
    'orders prefer the tools made for them.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    model: z
      .string()
      .regex(/^[a-z0-9_]+(\.[a-z0-9_]+)*$/, { error: 'a technical name such as res.partner' })
      .max(100)
      .describe('Technical name of the model, for example res.partner'),
    domain: z
      .array(z.unknown())
      .default([])
      .describe(
        'Condition in prefix notation, for example [["name", "ilike", "desk"], ["active", "=", true]]',
      ),
    fields: z.array(z.string().max(100)).min(1).max(50).optional().describe('Names of the fields to return'),
    limit: z.int().min(1).max(100).default(20).describe('Most records to return'),
    offset: z.int().min(0).max(100_000).default(0).describe('How many records to skip'),
    order: z.string().max(200).optional().describe('For example "date_order desc, name"'),
  }),
  output: z.object({
    success: z.literal(true),
    records: z.array(z.record(z.string(), z.unknown())),
    has_more: z.boolean(),
    next_offset: z.int().optional(),
  }),

  async handle({ model, domain, fields, limit, offset, order }, { services: { odoo }, principal, signal }) {
    refuseForCustomers(principal);
    const fieldsOf = fieldsOfAllowedModels(odoo, { signal });
    const known = await fieldsOf(model);
    const names = fields ? requireShowable(fields, known, model) : defaultFields(known);
    const checkedOrder = checkOrder(order, known, model);
    await checkDomain(domain, model, fieldsOf);
    const search = { domain, fields: names, limit: limit + 1, offset, order: checkedOrder };
    const found = await odoo.searchRead(model, search, { signal });
    const records = withinBudget(found.slice(0, limit).map((record) => presentRecord(record, known)));
    const has_more = found.length > records.length;
    return {
      success: true as const,
      records,
      has_more,
      ...(has_more ? { next_offset: offset + records.length } : {}),
    };
  },
});

/** It reads everybody's records, so it is nothing for a crew that answers one customer. */
function refuseForCustomers(principal: Principal): void {
  if (!isBound(principal, 'customer.partner')) return;
  throw new AccessError('search_records is not open to a caller who acts for a customer.', {
    code: 'not_for_customers',
    fix: 'Use the tools for products and for the orders of this customer.',
  });
}

function requireShowable(names: readonly string[], known: ModelFields, model: string): string[] {
  for (const name of names) {
    if (requireField(known, model, name).type === 'binary') {
      throw new InputError(`${name} of ${model} holds a file, which is not returned.`, {
        fix: 'Leave it out of fields.',
      });
    }
  }
  return [...new Set(names)];
}
