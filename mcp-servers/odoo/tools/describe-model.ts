import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { isSecretField } from '../access/secret-fields.ts';
import { callContext, contextArgument, contextSchema } from '../context/call-context.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { modelArgument, offsetArgument, pageOf, pageShape, refuseForCustomers } from '../domain/any-model.ts';
import { describeFields, fieldSchema } from '../domain/describe-fields.ts';
import { fieldsOfAllowedModels } from '../domain/model-fields.ts';

export const describeModel = defineOdooTool({
  name: 'describe_model',
  title: 'Describe a model of Odoo',
  description:
    'Returns the fields of a model: name, label, type, the related model, the values of a selection, whether it ' +
    'is required, read-only or computed. Required fields come first. Large models do not fit into one answer: ' +
    'give query ("date", "partner"), or go on with next_offset.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  ttlSeconds: 300,
  input: z.object({
    model: modelArgument,
    query: z.string().trim().max(100).default('').describe('A part of the name or label of a field'),
    offset: offsetArgument,
    context: contextArgument,
  }),
  output: z.object({
    model: z.string(),
    fields: z.array(fieldSchema),
    ...pageShape,
    context: contextSchema,
  }),

  async handle({ model, query, offset, context }, { services, principal, signal }) {
    refuseForCustomers(principal, 'describe_model');
    const { odoo, answerTokens } = services;
    const { options, echo } = await callContext(services, context, signal);
    await fieldsOfAllowedModels(odoo, options)(model);
    const wanted = query.toLowerCase();
    const fitting = (await describeFields(odoo, model, options)).filter(
      ({ name, label }) => !isSecretField(name) && `${name}\n${label}`.toLowerCase().includes(wanted),
    );
    const fields = firstWithin(fitting.slice(offset), answerTokens);
    return { model, fields, ...pageOf(offset, fields.length, fitting.length - offset), context: echo };
  },
});
