import { z } from 'zod';

/** Odoo writes false for what is empty. */
export const optionalText = z.union([z.string(), z.literal(false).transform(() => null)]).nullable();

/** A many2one: its record's id and name. */
export const reference = z.tuple([z.int(), z.string()]);

export const optionalReference = z.union([reference, z.literal(false).transform(() => null)]);

/** Odoo's `YYYY-MM-DD HH:MM:SS`, which is UTC, as ISO 8601. */
export const datetime = z.string().transform((text) => `${text.replace(' ', 'T')}Z`);

/** Text in which `ilike` and its kin find no wildcard of their own. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
