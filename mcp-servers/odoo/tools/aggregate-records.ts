import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { parseAggregate, parseGroupBy, parseGroupOrder } from '../aggregates/parse-specs.ts';
import { readGroups } from '../aggregates/read-groups.ts';
import { callContext, contextArgument, contextSchema } from '../context/call-context.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import {
  domainArgument,
  modelArgument,
  offsetArgument,
  pageOf,
  pageShape,
  refuseForCustomers,
} from '../domain/any-model.ts';
import { checkDomain } from '../domain/check-domain.ts';
import { fieldsOfAllowedModels } from '../domain/model-fields.ts';

export const aggregateRecords = defineOdooTool({
  name: 'aggregate_records',
  title: 'Count and sum records by group',
  description:
    'Groups records of any open model and tells the count of each group and the sums, averages, … of fields, for ' +
    'questions such as "turnover by month" or "orders by state". Odoo does the arithmetic: never add up records ' +
    'yourself. A period is {from, label}, a relation [id, name]. Periods follow context.time_zone.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    model: modelArgument,
    domain: domainArgument,
    group_by: z
      .array(z.string().max(120))
      .max(3)
      .default([])
      .describe('Fields, or dates with a period: ["partner_id", "date_order:month"]; none for one total'),
    aggregates: z
      .array(z.string().max(120))
      .max(10)
      .default([])
      .describe('["amount_total:sum", "amount_total:avg", "partner_id:count_distinct"]; also min, max'),
    order: z
      .string()
      .max(200)
      .optional()
      .describe('For example "amount_total:sum desc", or "__count desc" for the largest groups first'),
    limit: z.int().min(1).max(200).default(50).describe('Most groups to return'),
    offset: offsetArgument,
    context: contextArgument,
  }),
  output: z.object({
    groups: z.array(z.record(z.string(), z.unknown())),
    ...pageShape,
    context: contextSchema,
  }),

  async handle(input, { services, principal, signal }) {
    refuseForCustomers(principal, 'aggregate_records');
    const { odoo, answerTokens } = services;
    const { model, limit, offset } = input;
    const { options, timeZone, echo } = await callContext(services, input.context, signal);
    const fieldsOf = fieldsOfAllowedModels(odoo, options);
    const known = await fieldsOf(model);
    const groups = input.group_by.map((text) => parseGroupBy(text, known, model));
    const aggregates = input.aggregates.map((text) => parseAggregate(text, known, model));
    const order = input.order ? parseGroupOrder(input.order, groups, aggregates) : [];
    const domain = await checkDomain(input.domain, model, fieldsOf, timeZone);
    const query = { model, domain, groups, aggregates, order, limit: limit + 1, offset, timeZone };
    const found = await readGroups(odoo, query, options);
    const shown = firstWithin(found.slice(0, limit), answerTokens);
    return { groups: shown, ...pageOf(offset, shown.length, found.length), context: echo };
  },
});
