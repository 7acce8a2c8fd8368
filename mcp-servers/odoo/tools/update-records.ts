import { z } from 'zod';
import { checkWriteAllowed } from '../access/write-policy.ts';
import { callContext, contextArgument, contextSchema } from '../context/call-context.ts';
import {
  confirmationArgument,
  confirmsFirst,
  defineOdooTool,
  writeTimeoutSeconds,
} from '../define-odoo-tool.ts';
import { idsArgument, modelArgument, refuseForCustomers } from '../domain/any-model.ts';
import { fieldsOfAllowedModels } from '../domain/model-fields.ts';
import { holdLock } from '../hold-lock.ts';
import { checkWriteValues } from '../writing/check-values.ts';
import { shownRecordSchema, showRecords } from '../writing/shown-records.ts';

export const updateRecords = defineOdooTool({
  name: 'update_records',
  title: 'Change records of any model',
  description:
    'Sets the same values on records of an open model. One record is changed at once. For several, the first ' +
    'call changes nothing: it shows which records would be changed and gives a confirmation_token; show them, ' +
    'and repeat the call with the token after a clear yes. Setting the same values again does no harm.',
  scope: 'odoo:write',
  annotations: confirmsFirst,
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    model: modelArgument,
    ids: idsArgument(100),
    values: z
      .record(z.string(), z.unknown())
      .refine((values) => Object.keys(values).length > 0, { error: 'at least one value' })
      .describe('New values by field; null empties a field, a relation is its id'),
    confirmation_token: confirmationArgument,
    context: contextArgument,
  }),
  output: z.object({
    updated: z.boolean().describe('false: nothing was changed yet, a confirmation is needed'),
    records: z.array(shownRecordSchema),
    confirmation_token: z.string().optional(),
    context: contextSchema,
  }),

  async handle(input, { services, principal, signal: caller }) {
    refuseForCustomers(principal, 'update_records');
    const { model, ids, confirmation_token: token } = input;
    const { odoo, policy, confirmations, lock } = services;
    checkWriteAllowed(policy, model, 'update');
    const { options: given, timeZone, echo } = await callContext(services, input.context, caller);
    const fieldsOf = fieldsOfAllowedModels(odoo, given);
    const values = await checkWriteValues(input.values, model, { fieldsOf, policy, timeZone });

    const update = async (signal: AbortSignal) => {
      const options = { ...given, signal };
      const { records, states } = await showRecords(odoo, model, ids, options);
      const intent = { tool: 'update_records', model, states, values, echo, subject: principal.subject };
      if (ids.length > 1 && !token) {
        return { updated: false, records, confirmation_token: confirmations.issue(intent), context: echo };
      }
      if (token) confirmations.check(token, intent);
      await odoo.write(model, ids, values, options);
      return { updated: true, records, context: echo };
    };
    return holdLock(lock, `update:${model}`, caller, update);
  },
});
