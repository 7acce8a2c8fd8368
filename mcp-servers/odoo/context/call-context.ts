import { z } from 'zod';
import type { OdooCallOptions } from '#adapters/odoo/port.ts';
import { AccessError } from '#errors/errors.ts';
import { isBound, type Principal } from '#identity/principal.ts';
import type { OdooServices } from '../services.ts';
import { isTimeZone } from './local-time.ts';

const contextShape = {
  language: z
    .string()
    .regex(/^[a-z]{2,3}([_-][A-Za-z@]{2,10})?$/, { error: 'a code such as pt_BR' })
    .transform((code) => code.replace('-', '_'))
    .optional()
    .describe('For translated texts, as Odoo writes it: pt_BR'),
  time_zone: z
    .string()
    .max(60)
    .refine(isTimeZone, { error: 'an IANA name such as America/Sao_Paulo' })
    .optional()
    .describe('Times are given and taken by this clock'),
  company_id: z.int().positive().optional().describe('Act in this company (res.company)'),
};

/** The argument by which a caller chooses language, clock and company for one call. */
export const contextArgument = z
  .strictObject({
    ...contextShape,
    include_archived: z.boolean().optional().describe('Also find archived records'),
  })
  .optional()
  .describe(
    'Language, time zone and company of this call; by default language and company of the Odoo user, and UTC',
  );

/** The same for tools about customers, products and orders, which know what is archived themselves. */
export const saleContextArgument = z
  .strictObject(contextShape)
  .optional()
  .describe('Language, time zone and company of this call; by default those of the Odoo user');

export const contextSchema = z
  .object({ language: z.string(), time_zone: z.string(), company_id: z.int() })
  .describe('What this answer was made with');

/** How one call is made, and what is told of it in the answer. */
export interface CallContext {
  options: OdooCallOptions;
  /** Which clock texts without an offset follow. */
  timeZone: string;
  /** Set when the caller chose a clock: times are then shown by it too. */
  shownTimeZone: string | undefined;
  echo: z.output<typeof contextSchema>;
}

type Given = z.output<typeof contextArgument>;
type Services = Pick<OdooServices, 'user'>;

/** For tools for any model: times are UTC unless the caller chose a clock. */
export async function callContext(
  { user }: Services,
  given: Given,
  signal: AbortSignal,
): Promise<CallContext> {
  const { language, company } = await user({ signal });
  const timeZone = given?.time_zone ?? 'UTC';
  const lang = given?.language ?? language;
  return {
    options: {
      signal,
      context: {
        lang,
        tz: timeZone,
        ...(given?.company_id ? { allowed_company_ids: [given.company_id] } : {}),
        ...(given?.include_archived ? { active_test: false } : {}),
      },
    },
    timeZone,
    shownTimeZone: given?.time_zone,
    echo: { language: lang, time_zone: timeZone, company_id: given?.company_id ?? company },
  };
}

/**
 * For tools about customers, products and orders: times follow the clock of the Odoo user unless the caller
 * chose another.
 *
 * @throws AccessError for a caller who acts for a customer and chooses a company: prices differ between them.
 */
export async function saleContext(
  services: Services,
  given: z.output<typeof saleContextArgument>,
  { principal, signal }: { principal: Principal; signal: AbortSignal },
): Promise<CallContext> {
  if (given?.company_id && isBound(principal, 'customer.partner')) {
    throw new AccessError('A caller who acts for a customer cannot choose the company.', {
      code: 'not_for_customers',
      fix: 'Leave context.company_id out.',
    });
  }
  const { timeZone } = await services.user({ signal });
  return callContext(services, { ...given, time_zone: given?.time_zone ?? timeZone }, signal);
}

/** The same context, for work that ends with another signal. */
export function withSignal(context: CallContext, signal: AbortSignal): CallContext {
  return { ...context, options: { ...context.options, signal } };
}
