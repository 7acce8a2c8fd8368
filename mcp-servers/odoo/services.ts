import type { CountryCode } from 'libphonenumber-js';
import type { Odoo } from '#adapters/odoo/port.ts';
import type { Lock } from './locks/lock.ts';

/** What the tools of mcp-odoo work with. */
export interface OdooServices {
  odoo: Odoo;
  lock: Lock;
  /** The country of phone numbers that are written without a country code. */
  country: CountryCode;
}
