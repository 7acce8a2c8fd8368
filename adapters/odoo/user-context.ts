import { z } from 'zod';
import type { OdooTransport } from './transport.ts';

/** Odoo writes false for what the user has not set. */
const preference = z.string().optional().catch(undefined);
const contextBody = z.object({ lang: preference, tz: preference });

/** Language and time zone that the Odoo user has chosen, as a context. */
export async function readUserContext(
  transport: Pick<OdooTransport, 'execute'>,
): Promise<Readonly<Record<string, string>>> {
  const answer = await transport.execute({ model: 'res.users', method: 'context_get', mode: 'read' });
  const { lang, tz } = contextBody.parse(answer);
  return { ...(lang ? { lang } : {}), ...(tz ? { tz } : {}) };
}
