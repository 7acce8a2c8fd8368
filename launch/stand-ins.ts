import type { Config } from '#config/load-config.ts';
import { ConfigError } from '#errors/errors.ts';
import { type SandboxChatwoot, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { demoPolicy } from '#sandbox/openai/demo-policy/demo-policy.ts';
import { startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { startSandboxQdrant } from '#sandbox/qdrant/start.ts';

/** The stand-ins that run in place of what is not configured. */
export interface StandIns {
  /** Which they are: `odoo`, `qdrant`, `chatwoot`, `model`. */
  names: string[];
  /** The variables with which everything else reaches them. */
  variables: Record<string, string>;
  chatwoot: SandboxChatwoot | undefined;
  close(): Promise<void>;
}

/**
 * Starts a stand-in for every outside system whose address is not configured. The companies of TENANTS_FILE have an
 * Odoo and a Chatwoot of their own.
 *
 * @throws ConfigError in production, where nobody must be served by a stand-in with a known password.
 */
export async function startStandIns(config: Config): Promise<StandIns> {
  const missing = {
    odoo: !config.ODOO_URL && !config.TENANTS_FILE,
    qdrant: !config.QDRANT_URL,
    chatwoot: !config.CHATWOOT_URL && !config.TENANTS_FILE,
    model: !config.OPENAI_API_KEY && !config.OPENAI_BASE_URL,
  };
  if (config.ENVIRONMENT === 'production') refuseStandIns(missing);
  const [odoo, qdrant, chatwoot, model] = await Promise.all([
    missing.odoo ? startSandboxOdoo() : undefined,
    missing.qdrant ? startSandboxQdrant() : undefined,
    missing.chatwoot ? startSandboxChatwoot() : undefined,
    missing.model ? startSandboxOpenAi({ policy: demoPolicy }) : undefined,
  ]);
  const running = { odoo, qdrant, chatwoot, model };
  const variables: Record<string, string | undefined> = {
    ...(odoo && {
      ODOO_URL: odoo.url,
      ODOO_DB: odoo.db,
      ODOO_USERNAME: odoo.username,
      ODOO_PASSWORD: odoo.password,
      ODOO_API_KEY: odoo.apiKey,
    }),
    ...(qdrant && { QDRANT_URL: qdrant.url, QDRANT_API_KEY: qdrant.apiKey }),
    ...(chatwoot && {
      CHATWOOT_URL: chatwoot.url,
      CHATWOOT_ACCOUNT_ID: String(chatwoot.accountId),
      CHATWOOT_API_KEY: chatwoot.userToken,
      CHATWOOT_BOT_TOKEN: chatwoot.botToken,
      CHATWOOT_WEBHOOK_SECRET: chatwoot.webhookSecret,
    }),
    ...(model && { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: model.apiKey, OPENAI_MODEL: 'demo-model' }),
  };
  return {
    names: Object.entries(running).flatMap(([name, standIn]) => (standIn ? [name] : [])),
    variables: Object.fromEntries(
      Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    chatwoot,
    async close() {
      await Promise.all(Object.values(running).map((standIn) => standIn?.close()));
    },
  };
}

const addresses = {
  odoo: 'ODOO_URL',
  qdrant: 'QDRANT_URL',
  chatwoot: 'CHATWOOT_URL',
  model: 'OPENAI_API_KEY',
} as const;

function refuseStandIns(missing: Readonly<Record<keyof typeof addresses, boolean>>): void {
  const names = (Object.keys(addresses) as (keyof typeof addresses)[]).filter((name) => missing[name]);
  if (names.length === 0) return;
  throw new ConfigError(
    `Production has no stand-ins, and these are not set: ${names.map((name) => addresses[name]).join(', ')}.`,
    {
      fix: 'Set them, or leave ENVIRONMENT out for a try on this machine.',
    },
  );
}
