import { z } from 'zod';
import { OutcomeUnknownError } from '#errors/errors.ts';
import { checkWriteAllowed } from '../access/write-policy.ts';
import { callContext, contextArgument, contextSchema } from '../context/call-context.ts';
import { defineOdooTool, writesOdooOnce, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { modelArgument, refuseForCustomers } from '../domain/any-model.ts';
import { fieldsOfAllowedModels, requireFields } from '../domain/model-fields.ts';
import { holdLock } from '../hold-lock.ts';
import { settle } from '../orders/settle.ts';
import { checkWriteValues } from '../writing/check-values.ts';
import { checkDistinct, findSame } from '../writing/find-same.ts';

export const createRecords = defineOdooTool({
  name: 'create_records',
  title: 'Create records of any model',
  description:
    'Creates records of an open model, all of them or none. unique_by names the fields whose values tell such a ' +
    'record from all others (["ref"], ["email"], ["name", "start"]): a record that is there already is returned ' +
    '(created: false) and not made twice, so a call may be repeated. Ask describe_model for the fields first. ' +
    'For customers, quotations, leads and appointments use the tools made for them.',
  scope: 'odoo:write',
  annotations: writesOdooOnce,
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    model: modelArgument,
    records: z
      .array(z.record(z.string(), z.unknown()))
      .min(1)
      .max(50)
      .describe('The values of each record; lines as [[0, 0, {values}]], a relation as its id'),
    unique_by: z
      .array(z.string().max(100))
      .min(1)
      .max(5)
      .describe('Fields, with a text or number in each record, by which a record is found again'),
    context: contextArgument,
  }),
  output: z.object({
    records: z.array(z.object({ id: z.int(), created: z.boolean() })).describe('in the order given'),
    context: contextSchema,
  }),

  async handle({ model, records, unique_by, context }, { services, principal, signal: caller }) {
    refuseForCustomers(principal, 'create_records');
    const { odoo, policy, lock } = services;
    checkWriteAllowed(policy, model, 'create');
    const { options: given, timeZone, echo } = await callContext(services, context, caller);
    const fieldsOf = fieldsOfAllowedModels(odoo, given);
    requireFields(await fieldsOf(model), model, unique_by);
    const rules = { fieldsOf, policy, timeZone };
    const checked = await Promise.all(records.map((values) => checkWriteValues(values, model, rules)));
    checkDistinct(checked, unique_by);

    const create = async (signal: AbortSignal) => {
      const options = { ...given, signal };
      const find = () =>
        Promise.all(checked.map((values) => findSame(odoo, model, values, unique_by, options)));
      const before = await find();
      const missing = checked.filter((_values, index) => before[index] === undefined);
      const after =
        missing.length === 0
          ? before
          : await settle(
              () => odoo.createMany(model, missing, options),
              async () => {
                const found = await find();
                return found.includes(undefined) ? undefined : found;
              },
              'Wait a minute, then repeat the call: it finds what was created.',
            );
      if (!after)
        throw new OutcomeUnknownError('Odoo created the records but changed the fields of unique_by.', {
          fix: 'Look for them with search_records; choose other fields for unique_by.',
        });
      return after.map((id, index) => ({ id: id as number, created: before[index] === undefined }));
    };
    return { records: await holdLock(lock, `create:${model}`, caller, create), context: echo };
  },
});
