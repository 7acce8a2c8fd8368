import { z } from 'zod';
import { checkWriteAllowed } from '../access/write-policy.ts';
import { callContext, contextArgument, contextSchema } from '../context/call-context.ts';
import { confirmsFirst, defineOdooTool, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { idsArgument, modelArgument, refuseForCustomers } from '../domain/any-model.ts';
import { fieldsOfAllowedModels } from '../domain/model-fields.ts';
import { holdLock } from '../hold-lock.ts';
import { optionalKey, repeatedOutput } from '../idempotency-key.ts';
import { checkWriteValues } from '../writing/check-values.ts';
import { confirmationArguments, tokenOf } from '../writing/confirmation-arguments.ts';
import { doOnce } from '../writing/do-once.ts';
import { showBefore, shownRecordSchema, showRecords } from '../writing/shown-records.ts';

export const updateRecords = defineOdooTool({
  name: 'update_records',
  title: 'Change records of any model',
  description:
    'Sets the same values on records of an open model. One record is changed at once. Several are changed in two ' +
    'calls: the first (dry_run: true) changes nothing, shows the records with their present values and gives a ' +
    'confirmation_token; show them to a person, and after a clear yes repeat the call with confirmation_token ' +
    'instead of dry_run, within ten minutes. A dry run of one record works too. Setting the same values again ' +
    'does no harm; with an idempotency_key it is not even done again.',
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
    ...confirmationArguments,
    idempotency_key: optionalKey,
    context: contextArgument,
  }),
  output: z.object({
    updated: z.boolean().describe('false: nothing was changed yet, a confirmation is needed'),
    records: z.array(shownRecordSchema),
    confirmation_token: z.string().optional(),
    repeated: repeatedOutput,
    context: contextSchema,
  }),

  async handle(input, { services, principal, signal: caller }) {
    refuseForCustomers(principal, 'update_records');
    const { model, ids } = input;
    const token = tokenOf(input);
    const { odoo, policy, confirmations, lock, answerTokens } = services;
    checkWriteAllowed(policy, model, 'update');
    const {
      options: given,
      timeZone,
      shownTimeZone,
      echo,
    } = await callContext(services, input.context, caller);
    const fieldsOf = fieldsOfAllowedModels(odoo, given);
    const values = await checkWriteValues(input.values, model, { fieldsOf, policy, timeZone });

    const asksToBeShown = input.dry_run || (ids.length > 1 && !token);
    const update = async (signal: AbortSignal) => {
      const options = { ...given, signal };
      const shown = await showRecords(odoo, model, ids, options);
      const { subject } = principal;
      const intent = { tool: 'update_records', model, states: shown.states, values, echo, subject };
      if (asksToBeShown) {
        const view = { model, fields: await fieldsOf(model), timeZone: shownTimeZone };
        const change = { fields: Object.keys(values), view, tokens: answerTokens };
        const records = await showBefore(odoo, shown, change, options);
        return { updated: false, records, confirmation_token: confirmations.issue(intent), context: echo };
      }
      if (token) confirmations.check(token, intent);
      await odoo.write(model, ids, values, options);
      return { updated: true, records: shown.records, context: echo };
    };
    const run = (signal: AbortSignal) => holdLock(lock, `update:${model}`, signal, update);
    const { idempotency_key: key } = input;
    if (key === undefined || asksToBeShown) return run(caller);
    const request = { tool: 'update_records', model, ids, values, echo };
    const done = await doOnce(services, { subject: principal.subject, key, request }, caller, run);
    return done ?? { updated: true, records: [], repeated: true as const, context: echo };
  },
});
