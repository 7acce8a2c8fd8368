import type { Config } from '../load-config.ts';

type Variable = keyof Config & string;

interface TenantPart {
  /** The fields in the file, and the variables that they stand for. */
  fields: Readonly<Record<string, Variable>>;
  /**
   * Whether what is not given comes from the environment. What belongs to one company alone never does: a tenant
   * without an Odoo has none, and not that of somebody else.
   */
  inherits: boolean;
}

/** The parts of a tenant's settings. A process reads only those that it uses, and needs no other credentials. */
export const tenantParts = {
  odoo: {
    fields: {
      url: 'ODOO_URL',
      db: 'ODOO_DB',
      username: 'ODOO_USERNAME',
      password: 'ODOO_PASSWORD',
      api_key: 'ODOO_API_KEY',
      api: 'ODOO_API',
    },
    inherits: false,
  },
  chatwoot: {
    fields: {
      url: 'CHATWOOT_URL',
      account_id: 'CHATWOOT_ACCOUNT_ID',
      api_key: 'CHATWOOT_API_KEY',
      version: 'CHATWOOT_VERSION',
    },
    inherits: false,
  },
  bot: { fields: { id: 'CHATWOOT_BOT_ID', token: 'CHATWOOT_BOT_TOKEN' }, inherits: false },
  webhook: {
    fields: {
      token: 'CHATWOOT_WEBHOOK_TOKEN',
      secret: 'CHATWOOT_WEBHOOK_SECRET',
      account_secret: 'CHATWOOT_ACCOUNT_WEBHOOK_SECRET',
      verified_emails: 'CHATWOOT_VERIFIED_EMAILS',
    },
    inherits: false,
  },
  qdrant: { fields: { url: 'QDRANT_URL', api_key: 'QDRANT_API_KEY' }, inherits: true },
  model: {
    fields: {
      base_url: 'OPENAI_BASE_URL',
      api_key: 'OPENAI_API_KEY',
      name: 'OPENAI_MODEL',
      fallback: 'OPENAI_FALLBACK_MODEL',
      prices: 'OPENAI_PRICES',
      embedding: 'OPENAI_EMBEDDING_MODEL',
    },
    inherits: true,
  },
  business: { fields: { profile: 'BUSINESS_PROFILE' }, inherits: true },
} as const satisfies Record<string, TenantPart>;

export type TenantPartName = keyof typeof tenantParts;

/** All parts, in the order of the file. */
export const tenantPartNames = Object.keys(tenantParts) as TenantPartName[];

/** The fields of a part with their variables. */
export function fieldsOf(part: TenantPartName): [string, Variable][] {
  return Object.entries(tenantParts[part].fields);
}
