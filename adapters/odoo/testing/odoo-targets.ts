import type { OdooApi } from '../port.ts';
import type { OdooSettings } from '../settings.ts';

/** Settings for each API of one Odoo, by a name for test reports. */
export interface OdooTarget {
  name: string;
  api: OdooApi;
  settings: OdooSettings;
}

interface Login {
  url: string;
  db: string;
  username: string;
  password: string;
  apiKey: string;
}

/** Both APIs of an Odoo: XML-RPC with the password, JSON-2 with the key. */
export function targetsOf(name: string, { password, apiKey, ...login }: Login): OdooTarget[] {
  const settings = { ...login, timeoutSeconds: 15 };
  return [
    { name: `XML-RPC, ${name}`, api: 'xmlrpc', settings: { ...settings, api: 'xmlrpc', password } },
    { name: `JSON-2, ${name}`, api: 'json2', settings: { ...settings, api: 'json2', apiKey } },
  ];
}

/** The real Odoo that the variables `ODOO_TEST_…` name; none when they are not all set. */
export function realOdooTargets(environment: Record<string, string | undefined>): OdooTarget[] {
  const url = environment.ODOO_TEST_URL;
  const db = environment.ODOO_TEST_DB;
  const username = environment.ODOO_TEST_USERNAME;
  const password = environment.ODOO_TEST_PASSWORD;
  const apiKey = environment.ODOO_TEST_API_KEY;
  if (!url || !db || !username || !password || !apiKey) return [];
  return targetsOf('real Odoo', { url, db, username, password, apiKey });
}
