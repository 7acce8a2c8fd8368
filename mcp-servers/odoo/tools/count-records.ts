import { z } from 'zod';
import { callContext, contextArgument, contextSchema } from '../context/call-context.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { domainArgument, modelArgument, refuseForCustomers } from '../domain/any-model.ts';
import { checkDomain } from '../domain/check-domain.ts';
import { fieldsOfAllowedModels } from '../domain/model-fields.ts';

export const countRecords = defineOdooTool({
  name: 'count_records',
  title: 'Count records of any model',
  description:
    'Counts the records that fit a condition, for "how many?" questions; cheaper than a search. For counts or ' +
    'sums by group (month, state, customer) use aggregate_records.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({ model: modelArgument, domain: domainArgument, context: contextArgument }),
  output: z.object({ count: z.int(), context: contextSchema }),

  async handle({ model, domain, context }, { services, principal, signal }) {
    refuseForCustomers(principal, 'count_records');
    const { options, timeZone, echo } = await callContext(services, context, signal);
    const fieldsOf = fieldsOfAllowedModels(services.odoo, options);
    await fieldsOf(model);
    const checked = await checkDomain(domain, model, fieldsOf, timeZone);
    return { count: await services.odoo.searchCount(model, checked, options), context: echo };
  },
});
