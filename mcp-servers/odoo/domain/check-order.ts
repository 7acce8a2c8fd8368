import { InputError } from '#errors/errors.ts';
import { type ModelFields, requireField } from './model-fields.ts';

const mostKeys = 5;

/**
 * An order clause, checked and with `id` at its end, so that pages never overlap.
 *
 * @throws InputError for anything but fields with `asc` or `desc`.
 */
export function checkOrder(order: string | undefined, fields: ModelFields, model: string): string {
  const keys = order ? order.split(',').map((key) => key.trim()) : [];
  if (keys.length > mostKeys) throw malformed(`more than ${mostKeys} fields`);
  const names = keys.map((key) => {
    const [, name] = /^(\w+)(?: +(?:asc|desc))?$/i.exec(key) ?? [];
    if (!name) throw malformed(`"${key}" is not a field with asc or desc`);
    requireField(fields, model, name);
    return name;
  });
  return names.includes('id') ? keys.join(', ') : [...keys, 'id'].join(', ');
}

function malformed(reason: string): InputError {
  return new InputError(`The order is malformed: ${reason}.`, {
    code: 'malformed_order',
    fix: 'Write it like "date_order desc, name".',
  });
}
