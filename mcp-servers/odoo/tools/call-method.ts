import { z } from 'zod';
import { tokensOf } from '../../kit/token-budget.ts';
import { checkMethodAllowed } from '../access/write-policy.ts';
import { callContext, contextArgument, contextSchema } from '../context/call-context.ts';
import { defineOdooTool, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { modelArgument, refuseForCustomers } from '../domain/any-model.ts';
import { requireRecords } from '../domain/read-records.ts';
import { optionalKey, repeatedOutput } from '../idempotency-key.ts';
import { doOnce } from '../writing/do-once.ts';

export const callMethod = defineOdooTool({
  name: 'call_method',
  title: 'Call a method of Odoo',
  description:
    'Calls a method that the operator has listed, such as sale.order.action_lock, on records or on the model ' +
    'itself. It may change much: look at the records with get_records before and after. With an idempotency_key it is ' +
    'done at most once, however often it is called. A wrong name is answered with the list of what may be called.',
  scope: 'odoo:write',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    model: modelArgument,
    method: z
      .string()
      .regex(/^[a-z]\w{0,99}$/i, { error: 'the name of a public method' })
      .describe('Name of the method, for example action_lock'),
    ids: z
      .array(z.int().positive())
      .max(50)
      .default([])
      .describe('The records to call it on; none for a method of the model itself'),
    arguments: z.record(z.string(), z.unknown()).default({}).describe('Named arguments of the method'),
    idempotency_key: optionalKey,
    context: contextArgument,
  }),
  output: z.object({
    result: z.unknown().describe('what the method returned; null for nothing, or when it was too long'),
    result_omitted: z.literal(true).optional(),
    repeated: repeatedOutput,
    context: contextSchema,
  }),

  async handle(input, { services, principal, signal: caller }) {
    refuseForCustomers(principal, 'call_method');
    const { model, method, ids, arguments: named } = input;
    const { odoo, policy, answerTokens } = services;
    checkMethodAllowed(policy, model, method);
    const { options, echo } = await callContext(services, input.context, caller);
    if (ids.length > 0) await requireRecords(odoo, model, ids, ['id'], options);
    const call = { ...(ids.length > 0 ? { ids } : {}), arguments: named, mode: 'write' as const };
    const run = async (signal: AbortSignal) => {
      const result = await odoo.call(model, method, call, { ...options, signal });
      return tokensOf(result) > answerTokens
        ? { result: null, result_omitted: true as const, context: echo }
        : { result: result ?? null, context: echo };
    };
    const { idempotency_key: key } = input;
    if (key === undefined) return run(caller);
    const wish = { subject: principal.subject, key, request: { model, method, call, echo } };
    const done = await doOnce(services, wish, caller, run);
    return done ?? { result: null, repeated: true as const, context: echo };
  },
});
