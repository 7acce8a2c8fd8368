import type { CountryCode } from 'libphonenumber-js';
import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';
import type { Ledger } from '#adapters/redis/ledger.ts';
import type { Lock } from '#adapters/redis/lock.ts';
import type { WritePolicy } from './access/write-policy.ts';
import type { OdooUser } from './context/odoo-user.ts';
import type { Confirmations } from './writing/confirmations.ts';

/** What the tools of mcp-odoo work with. */
export interface OdooServices {
  odoo: Odoo;
  /** The Odoo user that the tools act as; asked once. */
  user(options: OdooCallOptions): Promise<OdooUser>;
  lock: Lock;
  /** What was done for keys that Odoo itself cannot keep. */
  ledger: Ledger;
  /** The country of phone numbers that are written without a country code. */
  country: CountryCode;
  policy: WritePolicy;
  confirmations: Confirmations;
  /** Most tokens of one answer, about. */
  answerTokens: number;
}
