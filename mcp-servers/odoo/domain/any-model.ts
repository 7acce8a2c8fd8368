import { z } from 'zod';
import { AccessError } from '#errors/errors.ts';
import { isBound, type Principal } from '#identity/principal.ts';

/** The arguments that tools for any model share. */
export const modelArgument = z
  .string()
  .regex(/^[a-z0-9_]+(\.[a-z0-9_]+)*$/, { error: 'a technical name such as res.partner' })
  .max(100)
  .describe('Technical name of the model, for example res.partner');

export const domainArgument = z
  .array(z.unknown())
  .default([])
  .describe(
    'List of conditions that must all hold, such as [["name", "ilike", "desk"], ["list_price", "<", 100]]; "|" ' +
      'before two of them: one must hold. Related fields: "partner_id.city"',
  );

export const fieldsArgument = z
  .array(z.string().max(100))
  .min(1)
  .max(50)
  .optional()
  .describe('Names of the fields to return; without it a few telling ones');

export const idsArgument = (most: number) =>
  z
    .array(z.int().positive())
    .min(1)
    .max(most)
    .transform((ids) => [...new Set(ids)])
    .describe(`Ids of the records, at most ${most}`);

export const offsetArgument = z
  .int()
  .min(0)
  .max(100_000)
  .default(0)
  .describe('How many to skip: next_offset of the answer before');

/** Where a list goes on. */
export const pageShape = { has_more: z.boolean(), next_offset: z.int().optional() };

export function pageOf(offset: number, shown: number, found: number) {
  return found > shown ? { has_more: true, next_offset: offset + shown } : { has_more: false };
}

/**
 * Tools for any model reach everybody's records, so they are nothing for a crew that answers one customer.
 *
 * @throws AccessError for a caller who acts for a customer.
 */
export function refuseForCustomers(principal: Principal, tool: string): void {
  if (!isBound(principal, 'customer.partner')) return;
  throw new AccessError(`${tool} is not open to a caller who acts for a customer.`, {
    code: 'not_for_customers',
    fix: 'Use the tools for products and for the orders of this customer.',
  });
}
