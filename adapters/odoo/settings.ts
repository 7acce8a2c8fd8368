import { ConfigError } from '#errors/errors.ts';
import type { OdooApi } from './port.ts';

export interface OdooSettings {
  /** For example `https://erp.example.com`; may have a path. */
  url: string;
  db: string;
  username: string;
  password?: string | undefined;
  /** Preferred over the password; JSON-2 needs it. */
  apiKey?: string | undefined;
  /** Longest wait for one answer. */
  timeoutSeconds: number;
  /** Forces an API; without it JSON-2 is taken where Odoo has it and an API key is given. */
  api?: OdooApi | undefined;
  /** Permits plain HTTP to a host other than this machine; credentials then travel unprotected. */
  allowHttp?: boolean | undefined;
}

/**
 * The settings' address, checked.
 *
 * @throws ConfigError for an address or credentials that cannot be used.
 */
export function odooAddress(settings: OdooSettings): URL {
  const url = URL.parse(settings.url);
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new ConfigError('The address of Odoo is not an http:// or https:// address.', { fix: fixes.url });
  }
  if (url.username || url.password) {
    throw new ConfigError('The address of Odoo holds credentials.', {
      fix: 'Give the login and the key in their own settings.',
    });
  }
  if (url.protocol === 'http:' && !settings.allowHttp && !isLoopback(url.hostname)) {
    throw new ConfigError('The address of Odoo is plain http:// to another machine.', { fix: fixes.http });
  }
  if (!settings.apiKey && !settings.password) {
    throw new ConfigError('Odoo needs an API key or a password.', { fix: 'Set ODOO_API_KEY.' });
  }
  if (settings.api === 'json2' && !settings.apiKey) {
    throw new ConfigError('The JSON-2 API of Odoo takes API keys only.', { fix: 'Set ODOO_API_KEY.' });
  }
  return url;
}

const fixes = {
  url: 'Set ODOO_URL to an address such as https://erp.example.com.',
  http: 'Use https://, or name its host in ALLOW_HTTP_HOSTS if the network between is trusted.',
};

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
