import { z } from 'zod';
import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';
import { requireRecords } from '../domain/read-records.ts';

export const shownRecordSchema = z.object({ id: z.int(), name: z.string() });

/** Records as a person is shown them before they are changed, and in which state that was. */
export interface ShownRecords {
  records: z.output<typeof shownRecordSchema>[];
  /** When each was last changed: part of what a confirmation is good for. */
  states: (readonly [id: number, changed: unknown])[];
}

/** @throws NotFoundError when one of them does not exist. */
export async function showRecords(
  odoo: Pick<Odoo, 'searchRead' | 'fieldsGet'>,
  model: string,
  ids: readonly number[],
  options: OdooCallOptions,
): Promise<ShownRecords> {
  const known = await odoo.fieldsGet(model, ['type'], options);
  const fields = ['display_name', 'write_date'].filter((name) => name in known);
  const found = await requireRecords(odoo, model, ids, fields, options);
  return {
    records: found.map(({ id, display_name }) => ({ id, name: String(display_name ?? id) })),
    states: found.map(({ id, write_date }) => [id, write_date ?? null] as const),
  };
}
