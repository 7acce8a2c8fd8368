import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { offsetArgument, pageOf, pageShape, refuseForCustomers } from '../domain/any-model.ts';
import { listModels as readModels } from '../domain/list-models.ts';

export const listModels = defineOdooTool({
  name: 'list_models',
  title: 'List the models of Odoo',
  description:
    'Lists the models that are open to tools, by technical name and by the name that people see. Give query to ' +
    'find one ("invoice", "sale."). Then call describe_model for its fields.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  ttlSeconds: 300,
  input: z.object({
    query: z.string().trim().max(100).default('').describe('A part of the technical name or of the name'),
    offset: offsetArgument,
  }),
  output: z.object({ models: z.array(z.object({ model: z.string(), name: z.string() })), ...pageShape }),

  async handle({ query, offset }, { services: { odoo, answerTokens }, principal, signal }) {
    refuseForCustomers(principal, 'list_models');
    const wanted = query.toLowerCase();
    const fitting = (await readModels(odoo, { signal })).filter(
      ({ model, name }) => model.includes(wanted) || name.toLowerCase().includes(wanted),
    );
    const models = firstWithin(fitting.slice(offset), answerTokens);
    return { models, ...pageOf(offset, models.length, fitting.length - offset) };
  },
});
