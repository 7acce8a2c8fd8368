import { z } from 'zod';
import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';
import { rememberSuccess } from '#adapters/odoo/remember-success.ts';
import { untilAborted } from '#adapters/odoo/until-aborted.ts';
import { AccessError } from '#errors/errors.ts';
import { optionalText, reference } from '../values.ts';

/** The Odoo user that tools act as, with what Odoo assumes where a call says nothing else. */
export interface OdooUser {
  id: number;
  /** Its own contact (`res.partner`). */
  partner: number;
  company: number;
  /** As Odoo writes it: `pt_BR`. */
  language: string;
  /** IANA name. */
  timeZone: string;
}

const userSchema = z.object({
  id: z.int(),
  partner_id: reference,
  company_id: reference,
  lang: optionalText,
  tz: optionalText,
});

/** Looks the user up by its login, once; a failure is not remembered. */
export function rememberUser(
  odoo: Pick<Odoo, 'searchRead'>,
  login: string,
): (options: OdooCallOptions) => Promise<OdooUser> {
  // Without the first caller's signal: others may wait for the same answer.
  const user = rememberSuccess(() => readUser(odoo, login));
  return ({ signal }) => untilAborted(user.get(), signal);
}

async function readUser(odoo: Pick<Odoo, 'searchRead'>, login: string): Promise<OdooUser> {
  const [record] = await odoo.searchRead('res.users', {
    domain: [['login', '=', login]],
    fields: ['partner_id', 'company_id', 'lang', 'tz'],
    limit: 1,
  });
  if (!record) throw new AccessError('The Odoo user cannot read its own record.', { code: 'odoo_access' });
  const { id, partner_id, company_id, lang, tz } = userSchema.parse(record);
  return {
    id,
    partner: partner_id[0],
    company: company_id[0],
    language: lang ?? 'en_US',
    timeZone: tz ?? 'UTC',
  };
}
