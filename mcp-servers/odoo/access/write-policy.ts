import { AccessError } from '#errors/errors.ts';
import { checkModelAllowed } from './denied-models.ts';

export type WriteOperation = 'create' | 'update' | 'delete';

/** What the tools for any model may change; the tools for sales and appointments do not depend on it. */
export interface WritePolicy {
  enabled: boolean;
  /** `model:operation`, `*` for any. */
  allowed: readonly string[];
  /** `model.method`, exactly. */
  methods: readonly string[];
}

/** Models that may be read but are not for tools to change: whose changes reach far, or speak for somebody. */
const readOnlyModels =
  /^(mail\.|discuss\.|res\.company$|res\.lang$|res\.currency|uom\.|account\.(account|tax|journal)$)/;

/** @throws AccessError that says which setting permits it. */
export function checkWriteAllowed(policy: WritePolicy, model: string, operation: WriteOperation): void {
  checkModelAllowed(model);
  if (!policy.enabled) {
    throw new AccessError('Changing records of any model is switched off.', {
      code: 'writing_off',
      fix: 'Use the tools made for customers, orders and appointments; ODOO_WRITE=true permits this one.',
    });
  }
  const entries = [model, '*'].flatMap((name) => [`${name}:${operation}`, `${name}:*`]);
  const allowed = entries.some((entry) => policy.allowed.includes(entry));
  if (allowed && !readOnlyModels.test(model)) return;
  throw new AccessError(`To ${operation} records of ${model} is not permitted to tools.`, {
    code: 'operation_denied',
    fix: allowed
      ? 'A person must do this in Odoo.'
      : 'A person must do this in Odoo, or add it to ODOO_WRITE_ALLOW.',
  });
}

/** @throws AccessError for a method that is not in the list, or whose model is closed. */
export function checkMethodAllowed({ methods }: WritePolicy, model: string, method: string): void {
  checkModelAllowed(model);
  if (methods.includes(`${model}.${method}`)) return;
  const listed = methods.length > 0 ? `It may call ${methods.slice(0, 20).join(', ')}.` : 'It may call none.';
  throw new AccessError(`${model}.${method} is not permitted to call_method. ${listed}`, {
    code: 'method_denied',
    fix: 'Use a method of the list, or have this one added to ODOO_METHODS.',
  });
}

/** Whether a tool can do anything under this policy; those that cannot are not offered. */
export function offersTool({ enabled, methods }: WritePolicy, tool: string): boolean {
  if (tool === 'call_method') return methods.length > 0;
  return enabled || !['create_records', 'update_records', 'delete_records'].includes(tool);
}
