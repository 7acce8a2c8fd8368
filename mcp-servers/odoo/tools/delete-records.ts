import { z } from 'zod';
import { checkWriteAllowed } from '../access/write-policy.ts';
import { callContext, contextArgument, contextSchema } from '../context/call-context.ts';
import { confirmsFirst, defineOdooTool, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { idsArgument, modelArgument, refuseForCustomers } from '../domain/any-model.ts';
import { readRecords } from '../domain/read-records.ts';
import { holdLock } from '../hold-lock.ts';
import { optionalKey, repeatedOutput } from '../idempotency-key.ts';
import { settle } from '../orders/settle.ts';
import { confirmationArguments, tokenOf } from '../writing/confirmation-arguments.ts';
import { doOnce } from '../writing/do-once.ts';
import { shownRecordSchema, showRecords } from '../writing/shown-records.ts';

export const deleteRecords = defineOdooTool({
  name: 'delete_records',
  title: 'Delete records of any model',
  description:
    'Deletes records of an open model for good, in two calls. The first (dry_run: true) deletes nothing: it shows ' +
    'the records and gives a confirmation_token; show them to a person, and after a clear yes repeat the call ' +
    'with confirmation_token instead of dry_run, within ten minutes. Where the ' +
    'model has a field "active", prefer update_records with active: false, which can be undone.',
  scope: 'odoo:write',
  annotations: confirmsFirst,
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    model: modelArgument,
    ids: idsArgument(50),
    ...confirmationArguments,
    idempotency_key: optionalKey,
    context: contextArgument,
  }),
  output: z.object({
    deleted: z.boolean().describe('false: nothing was deleted yet, a confirmation is needed'),
    records: z.array(shownRecordSchema),
    confirmation_token: z.string().optional(),
    repeated: repeatedOutput,
    context: contextSchema,
  }),

  async handle(input, { services, principal, signal: caller }) {
    refuseForCustomers(principal, 'delete_records');
    const { model, ids } = input;
    const token = tokenOf(input);
    const { odoo, policy, confirmations, lock } = services;
    checkWriteAllowed(policy, model, 'delete');
    const { options: given, echo } = await callContext(services, input.context, caller);

    const remove = async (signal: AbortSignal) => {
      const options = { ...given, signal };
      const { records, states } = await showRecords(odoo, model, ids, options);
      const intent = { tool: 'delete_records', model, states, echo, subject: principal.subject };
      if (!token) {
        return { deleted: false, records, confirmation_token: confirmations.issue(intent), context: echo };
      }
      confirmations.check(token, intent);
      await settle(
        () => odoo.unlink(model, ids, options),
        async () => ((await readRecords(odoo, model, ids, ['id'], options)).length === 0 ? true : undefined),
        'Look with get_records in a minute whether they are still there.',
      );
      return { deleted: true, records, context: echo };
    };
    const run = (signal: AbortSignal) => holdLock(lock, `delete:${model}`, signal, remove);
    const { idempotency_key: key } = input;
    if (key === undefined || !token) return run(caller);
    const wish = { subject: principal.subject, key, request: { tool: 'delete_records', model, ids, echo } };
    const done = await doOnce(services, wish, caller, run);
    return done ?? { deleted: true, records: [], repeated: true as const, context: echo };
  },
});
