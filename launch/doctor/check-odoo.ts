import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import type { Config } from '#config/load-config.ts';
import { type Finding, failed, leftOut, ok, warning } from './finding.ts';

/** What the tools need of Odoo, and what for. */
const modules: Record<string, string> = {
  sale_management: 'quotations and orders',
  crm: 'leads',
  stock: 'what is in stock',
  account: 'invoices',
  calendar: 'appointments',
};
const oldest = 14;

export const odooFix = 'Check ODOO_URL, ODOO_DB, ODOO_USERNAME and ODOO_API_KEY, and that Odoo runs.';

/** Logs in, asks for the version, the modules that the tools build on, and the user's time zone. */
export async function checkOdoo(config: Config): Promise<Finding[]> {
  const { ODOO_URL: url, ODOO_DB: db, ODOO_USERNAME: username } = config;
  if (!url || !db || !username) return [leftOut('odoo', 'ODOO_URL is not set')];
  const odoo = connectOdoo({
    url,
    db,
    username,
    password: config.ODOO_PASSWORD,
    apiKey: config.ODOO_API_KEY,
    api: config.ODOO_API,
    timeoutSeconds: config.ODOO_TIMEOUT_SECONDS,
    allowHttp: config.ALLOW_HTTP_HOSTS.includes(new URL(url).hostname),
  });
  try {
    const version = await odoo.version();
    const signal = AbortSignal.timeout(config.ODOO_TIMEOUT_SECONDS * 1_000);
    const [user] = await odoo.searchRead(
      'res.users',
      { domain: [['login', '=', username]], fields: ['tz'], limit: 1 },
      { signal },
    );
    const installed = await odoo.searchRead(
      'ir.module.module',
      {
        domain: [
          ['name', 'in', Object.keys(modules)],
          ['state', '=', 'installed'],
        ],
        fields: ['name'],
        limit: Object.keys(modules).length,
      },
      { signal },
    );
    const names = installed.map(({ name }) => name);
    const missing = Object.entries(modules).filter(([name]) => !names.includes(name));
    return [
      version.series < oldest
        ? failed('odoo', `Odoo ${version.text} is too old`, `Use Odoo ${oldest} or newer.`)
        : ok('odoo', `Odoo ${version.text} by ${version.api}, logged in as ${username}`),
      ...missing.map(([name, use]) =>
        warning(
          'odoo modules',
          `${name} is not installed: no ${use}`,
          `Install ${name} in Odoo, if it is wanted.`,
        ),
      ),
      user?.tz
        ? ok('odoo time zone', String(user.tz))
        : warning(
            'odoo time zone',
            `${username} has no time zone: times are told in UTC`,
            "Set it in the user's preferences in Odoo.",
          ),
    ];
  } finally {
    odoo.close();
  }
}
