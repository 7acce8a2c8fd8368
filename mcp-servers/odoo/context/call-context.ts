import { z } from 'zod';
import type { OdooCallOptions } from '#adapters/odoo/port.ts';
import type { OdooServices } from '../services.ts';
import { isTimeZone } from './local-time.ts';

/** The argument by which a caller chooses language, clock and company for one call. */
export const contextArgument = z
  .strictObject({
    language: z
      .string()
      .regex(/^[a-z]{2,3}(_[A-Za-z@]{2,10})?$/)
      .optional()
      .describe('For translated texts, as Odoo writes it: pt_BR'),
    time_zone: z
      .string()
      .max(60)
      .refine(isTimeZone, { error: 'an IANA name such as America/Sao_Paulo' })
      .optional()
      .describe('Times are then given and taken by this clock; without it they are UTC'),
    company_id: z.int().positive().optional().describe('Act in this company (res.company)'),
    include_archived: z.boolean().optional().describe('Also find archived records'),
  })
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

export async function callContext(
  { user }: Pick<OdooServices, 'user'>,
  given: z.output<typeof contextArgument>,
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
