import { z } from 'zod';
import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';
import { tokensOf } from '../../kit/token-budget.ts';
import { presentRecord, type View } from '../domain/present-record.ts';
import { requireRecords } from '../domain/read-records.ts';

export const shownRecordSchema = z.object({
  id: z.int(),
  name: z.string(),
  before: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('present values of the fields that would change; left out where they do not fit'),
});

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

/** The same records with the present values of the fields that a change is about, if all of that fits. */
export async function showBefore(
  odoo: Pick<Odoo, 'searchRead'>,
  { records }: ShownRecords,
  { fields, view, tokens }: { fields: readonly string[]; view: View; tokens: number },
  options: OdooCallOptions,
): Promise<ShownRecords['records']> {
  const ids = records.map(({ id }) => id);
  const present = await requireRecords(odoo, view.model, ids, fields, options);
  const detailed = records.map((record, index) => {
    const { id: _, ...before } = presentRecord(present[index] ?? { id: record.id }, view);
    return { ...record, before };
  });
  return tokensOf(detailed) <= tokens ? detailed : records;
}
