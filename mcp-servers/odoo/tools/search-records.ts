import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { callContext, contextArgument, contextSchema } from '../context/call-context.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import {
  domainArgument,
  fieldsArgument,
  modelArgument,
  offsetArgument,
  pageOf,
  pageShape,
  refuseForCustomers,
} from '../domain/any-model.ts';
import { checkDomain } from '../domain/check-domain.ts';
import { checkOrder } from '../domain/check-order.ts';
import { defaultFields } from '../domain/default-fields.ts';
import { readFileFacts } from '../domain/files.ts';
import { fieldsOfAllowedModels, requireFields } from '../domain/model-fields.ts';
import { presentRecord, sizesOfFiles } from '../domain/present-record.ts';
import { withFileLinks } from '../resources/file-links.ts';

export const searchRecords = defineOdooTool({
  name: 'search_records',
  title: 'Search records of any model',
  description:
    'Searches records of any model of Odoo that is open to tools; list_models finds the model, describe_model its ' +
    'fields. Returns a few telling fields unless you name fields. Empty values are null, a relation is ' +
    '[id, name], a file {uri, name, mime_type, size} and a resource link, times are UTC unless ' +
    'context.time_zone is given. When has_more is true, call again with ' +
    'offset = next_offset. For products, customers and orders prefer the tools made for them.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    model: modelArgument,
    domain: domainArgument,
    fields: fieldsArgument,
    limit: z.int().min(1).max(100).default(20).describe('Most records to return'),
    offset: offsetArgument,
    order: z.string().max(200).optional().describe('For example "date_order desc, name"'),
    context: contextArgument,
  }),
  output: z.object({
    success: z.literal(true),
    records: z.array(z.record(z.string(), z.unknown())),
    ...pageShape,
    context: contextSchema,
  }),
  content: withFileLinks,

  async handle({ model, domain, fields, limit, offset, order, context }, { services, principal, signal }) {
    refuseForCustomers(principal, 'search_records');
    const { odoo, answerTokens } = services;
    const { options, timeZone, shownTimeZone, echo } = await callContext(services, context, signal);
    const fieldsOf = fieldsOfAllowedModels(odoo, options);
    const known = await fieldsOf(model);
    const search = {
      domain: await checkDomain(domain, model, fieldsOf, timeZone),
      fields: fields ? requireFields(known, model, fields) : defaultFields(known),
      limit: limit + 1,
      offset,
      order: checkOrder(order, known, model),
    };
    const withSizes = { ...options, context: { ...options.context, ...sizesOfFiles } };
    const found = await odoo.searchRead(model, search, withSizes);
    const page = found.slice(0, limit);
    const files = await readFileFacts(odoo, { model, fields: known }, page, options);
    const view = { model, fields: known, timeZone: shownTimeZone, files };
    const shown = page.map((record) => presentRecord(record, view));
    const records = firstWithin(shown, answerTokens);
    return {
      success: true as const,
      records,
      ...pageOf(offset, records.length, found.length),
      context: echo,
    };
  },
});
