import { InputError } from '#errors/errors.ts';

/** @throws InputError for a text that is no id of a record. */
export function requireId(text: string): number {
  const id = Number(text);
  if (Number.isSafeInteger(id) && id > 0 && String(id) === text) return id;
  throw new InputError(`"${text.slice(0, 40)}" is not the id of a record.`, {
    fix: 'Give a number, for example odoo://records/res.partner/7.',
  });
}
