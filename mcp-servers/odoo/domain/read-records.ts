import type { Odoo, OdooCallOptions, OdooRecord } from '#adapters/odoo/port.ts';
import { NotFoundError } from '#errors/errors.ts';
import { sizesOfFiles } from './present-record.ts';

/**
 * The records with these ids that exist and that the Odoo user may see, in the order of the ids; archived ones
 * too. By a search, since a read fails as a whole for one record that may not be seen.
 */
export async function readRecords(
  odoo: Pick<Odoo, 'searchRead'>,
  model: string,
  ids: readonly number[],
  fields: readonly string[],
  options: OdooCallOptions,
): Promise<OdooRecord[]> {
  const found = await odoo.searchRead(
    model,
    { domain: [['id', 'in', ids]], fields, limit: ids.length, order: 'id' },
    { ...options, context: { ...options.context, ...sizesOfFiles, active_test: false } },
  );
  const byId = new Map(found.map((record) => [record.id, record]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * Like {@link readRecords}, for records of which none may be missing.
 *
 * @throws NotFoundError naming those that are missing.
 */
export async function requireRecords(...query: Parameters<typeof readRecords>): Promise<OdooRecord[]> {
  const [, model, ids] = query;
  const records = await readRecords(...query);
  const missing = ids.filter((id) => !records.some((record) => record.id === id));
  if (missing.length === 0) return records;
  throw new NotFoundError(`There is no ${model} with the id ${missing.join(', ')}.`, {
    code: 'record_not_found',
    fix: 'Leave these ids out, or look for the right ones with search_records.',
  });
}
