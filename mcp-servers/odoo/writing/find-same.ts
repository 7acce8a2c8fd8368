import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';
import { InputError } from '#errors/errors.ts';

/**
 * The record that has the same values in the fields which tell a record from all others, archived ones
 * included; undefined where there is none.
 */
export async function findSame(
  odoo: Pick<Odoo, 'searchRead'>,
  model: string,
  values: Readonly<Record<string, unknown>>,
  uniqueBy: readonly string[],
  options: OdooCallOptions,
): Promise<number | undefined> {
  const [found] = await odoo.searchRead(
    model,
    {
      domain: uniqueBy.map((name) => [name, '=', values[name]]),
      fields: ['id'],
      limit: 1,
      order: 'id',
    },
    { ...options, context: { ...options.context, active_test: false } },
  );
  return found?.id;
}

/** @throws InputError when values could not be found again by these fields, or two are the same by them. */
export function checkDistinct(
  records: readonly Readonly<Record<string, unknown>>[],
  uniqueBy: readonly string[],
): void {
  const keys = records.map((values) => {
    const missing = uniqueBy.find((name) => !['string', 'number'].includes(typeof values[name]));
    if (missing !== undefined) {
      throw new InputError(`A record has no text or number in ${missing}, which is in unique_by.`, {
        fix: 'Give each record values in the fields of unique_by, or choose other fields.',
      });
    }
    return JSON.stringify(uniqueBy.map((name) => values[name]));
  });
  if (new Set(keys).size === keys.length) return;
  throw new InputError('Two of the records are the same by unique_by.', {
    fix: 'Leave one out, or name more fields in unique_by.',
  });
}
