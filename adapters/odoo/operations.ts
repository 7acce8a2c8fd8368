import { z } from 'zod';
import { UpstreamError } from '#errors/errors.ts';
import { checkValues } from './check-values.ts';
import type { Odoo, OdooCallOptions, OdooField } from './port.ts';
import type { OdooOperation, OdooTransport } from './transport.ts';

const records = z.array(z.looseObject({ id: z.number() }));
const count = z.number();
const createdIds = z.array(z.number());
const fields = z.record(
  z.string(),
  z.record(z.string(), z.unknown()).transform((field) => field as OdooField),
);

/** The operations of the port, as calls that any transport can carry. */
export function odooOperations(transport: Pick<OdooTransport, 'execute'>): Omit<Odoo, 'version' | 'close'> {
  const execute = async (operation: OdooOperation, options?: OdooCallOptions) => {
    checkValues(operation.positional ?? {});
    checkValues(operation.named ?? {});
    checkValues(options?.context ?? {}, 'context');
    return transport.execute(operation, options);
  };

  const createMany: Odoo['createMany'] = async (model, values, options) => {
    const operation = { model, method: 'create', mode: 'write', positional: { vals_list: values } } as const;
    const answer = await execute(operation, options);
    return expect(createdIds.length(values.length), answer, operation);
  };

  return {
    async searchRead(model, { domain, ...search }, options) {
      const operation = { model, method: 'search_read', mode: 'read', positional: { domain } } as const;
      return expect(
        records,
        await execute({ ...operation, named: withoutUndefined(search) }, options),
        operation,
      );
    },
    async read(model, ids, names, options) {
      const operation = { model, method: 'read', mode: 'read', ids, named: { fields: names } } as const;
      return expect(records, await execute(operation, options), operation);
    },
    async searchCount(model, domain, options) {
      const operation = { model, method: 'search_count', mode: 'read', positional: { domain } } as const;
      return expect(count, await execute(operation, options), operation);
    },
    async fieldsGet(model, attributes, options) {
      const operation = { model, method: 'fields_get', mode: 'read', named: { attributes } } as const;
      return expect(fields, await execute(operation, options), operation);
    },
    async create(model, values, options) {
      const [id] = await createMany(model, [values], options);
      return id as number;
    },
    createMany,
    async write(model, ids, values, options) {
      await execute({ model, method: 'write', mode: 'write', ids, positional: { vals: values } }, options);
    },
    async unlink(model, ids, options) {
      await execute({ model, method: 'unlink', mode: 'write', ids }, options);
    },
    async call(model, method, { ids, arguments: named = {}, mode }, options) {
      return execute({ model, method, mode, named, ...(ids ? { ids } : {}) }, options);
    },
  };
}

function expect<Schema extends z.ZodType>(
  schema: Schema,
  answer: unknown,
  { model, method }: OdooOperation,
): z.output<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new UpstreamError(`The answer of ${model}.${method} has an unexpected shape.`, {
    code: 'odoo_bad_answer',
    retryable: false,
    cause: parsed.error,
  });
}

function withoutUndefined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
