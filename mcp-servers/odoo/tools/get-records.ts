import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { callContext, contextArgument, contextSchema } from '../context/call-context.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { fieldsArgument, idsArgument, modelArgument, refuseForCustomers } from '../domain/any-model.ts';
import { defaultFields } from '../domain/default-fields.ts';
import { readFileFacts } from '../domain/files.ts';
import { fieldsOfAllowedModels, requireFields } from '../domain/model-fields.ts';
import { presentRecord } from '../domain/present-record.ts';
import { readRecords } from '../domain/read-records.ts';
import { withFileLinks } from '../resources/file-links.ts';

export const getRecords = defineOdooTool({
  name: 'get_records',
  title: 'Get records by their ids',
  description:
    'Returns records of any open model by their ids, in the order of the ids; those that do not exist or may not ' +
    'be read are listed in missing. Name the fields that you need. A file is {uri, name, mime_type, size} ' +
    'and a resource link to read it by. Ids that did not fit into the answer are in remaining: call again with them.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    model: modelArgument,
    ids: idsArgument(100),
    fields: fieldsArgument,
    context: contextArgument,
  }),
  output: z.object({
    records: z.array(z.record(z.string(), z.unknown())),
    missing: z.array(z.int()),
    remaining: z.array(z.int()),
    context: contextSchema,
  }),
  content: withFileLinks,

  async handle({ model, ids, fields, context }, { services, principal, signal }) {
    refuseForCustomers(principal, 'get_records');
    const { odoo, answerTokens } = services;
    const { options, shownTimeZone, echo } = await callContext(services, context, signal);
    const known = await fieldsOfAllowedModels(odoo, options)(model);
    const names = fields ? requireFields(known, model, fields) : defaultFields(known);
    const found = await readRecords(odoo, model, ids, names, options);
    const files = await readFileFacts(odoo, { model, fields: known }, found, options);
    const view = { model, fields: known, timeZone: shownTimeZone, files };
    const existing = found.map((record) => presentRecord(record, view));
    const records = firstWithin(existing, answerTokens);
    const existingIds = found.map(({ id }) => id);
    return {
      records,
      missing: ids.filter((id) => !existingIds.includes(id)),
      remaining: existingIds.slice(records.length),
      context: echo,
    };
  },
});
