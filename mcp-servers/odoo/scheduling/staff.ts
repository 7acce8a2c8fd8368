import { z } from 'zod';
import type { OdooCallOptions } from '#adapters/odoo/port.ts';
import { ConflictError, NotFoundError } from '#errors/errors.ts';
import type { OdooServices } from '../services.ts';
import { escapeLike, optionalText, reference } from '../values.ts';

/** A colleague with a calendar of their own. */
export interface Staff {
  /** `res.users` */
  user: number;
  /** `res.partner` */
  partner: number;
  name: string;
}

export const staffArgument = z
  .string()
  .trim()
  .min(2)
  .max(100)
  .optional()
  .describe('Name or login of the colleague whose calendar it is; by default that of the Odoo user');

const userRecord = z.object({ id: z.int(), name: optionalText, partner_id: reference });

/**
 * The colleague of this name, or the user that the tools act as.
 *
 * @throws NotFoundError for nobody; ConflictError that names them for several.
 */
export async function findStaff(
  { odoo, user }: Pick<OdooServices, 'odoo' | 'user'>,
  name: string | undefined,
  options: OdooCallOptions,
): Promise<Staff> {
  const known = await odoo.fieldsGet('res.users', ['type'], options);
  const own = name === undefined ? await user(options) : undefined;
  const domain = own
    ? [['id', '=', own.id]]
    : ['|', ['login', '=ilike', escapeLike(name ?? '')], ['name', 'ilike', escapeLike(name ?? '')]];
  // Customers with a login of the portal are users too.
  const internal = 'share' in known ? [['share', '=', false]] : [];
  const search = {
    domain: [...internal, ...domain],
    fields: ['name', 'partner_id'],
    limit: 6,
    order: 'name, id',
  };
  const found = z.array(userRecord).parse(await odoo.searchRead('res.users', search, options));
  const [first, ...others] = exactly(name, found);
  if (!first) {
    throw new NotFoundError(`There is no colleague "${name}".`, {
      code: 'staff_not_found',
      fix: 'Leave staff out, or give the whole name.',
    });
  }
  if (others.length > 0) {
    throw new ConflictError(`Several colleagues fit: ${found.map((each) => each.name).join(', ')}.`, {
      code: 'several_staff',
      fix: 'Give the whole name of one of them.',
    });
  }
  return { user: first.id, partner: first.partner_id[0], name: first.name ?? '' };
}

/** Whoever has exactly this name goes before those whose names only hold it. */
function exactly<User extends { name: string | null }>(name: string | undefined, users: User[]): User[] {
  const same = users.filter((user) => user.name?.toLowerCase() === name?.toLowerCase());
  return same.length > 0 ? same : users;
}
