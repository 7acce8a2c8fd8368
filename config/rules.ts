import type { z } from 'zod';
import type { variablesSchema } from './variables.ts';

type Values = Readonly<z.output<typeof variablesSchema>>;

/** Something that settings must be together; tells each setting that is not, with what is expected of it. */
export type Rule = (values: Values, need: (name: keyof Values, expected: string) => void) => void;

const odooIsComplete: Rule = (values, need) => {
  if (!values.ODOO_URL) return;
  if (!values.ODOO_DB) need('ODOO_DB', 'the database name, as ODOO_URL is set');
  if (!values.ODOO_USERNAME) need('ODOO_USERNAME', 'a login, as ODOO_URL is set');
  if (!values.ODOO_PASSWORD && !values.ODOO_API_KEY)
    need('ODOO_API_KEY', 'an API key (or ODOO_PASSWORD), as ODOO_URL is set');
};

const chatwootIsComplete: Rule = (values, need) => {
  if (!values.CHATWOOT_URL) return;
  if (!values.CHATWOOT_ACCOUNT_ID) need('CHATWOOT_ACCOUNT_ID', 'the account number, as CHATWOOT_URL is set');
  // A bot may not list messages, and without that a message that was sent cannot be recognised.
  if (!values.CHATWOOT_API_KEY) need('CHATWOOT_API_KEY', "a user's access token, as CHATWOOT_URL is set");
};

/** Passwords that things come with, or that people write in haste. */
const defaultPasswords = new Set(
  'admin administrator changeme change-me default demo development odoo password redis root sandbox-api-key secret test'
    .split(' ')
    .concat('123456', '12345678'),
);

const noDefaultPasswords: Rule = (values, need) => {
  if (values.ENVIRONMENT !== 'production') return;
  const expected = 'no default password, as ENVIRONMENT is production';
  for (const name of ['ODOO_PASSWORD', 'ODOO_API_KEY', 'QDRANT_API_KEY', 'REDIS_PASSWORD'] as const) {
    if (defaultPasswords.has(values[name]?.toLowerCase() ?? '')) need(name, expected);
  }
  for (const name of ['CHATWOOT_API_KEY', 'CHATWOOT_BOT_TOKEN', 'CHATWOOT_WEBHOOK_SECRET'] as const) {
    if (defaultPasswords.has(values[name]?.toLowerCase() ?? '')) need(name, expected);
  }
  const { password } = URL.parse(values.REDIS_URL ?? '') ?? {};
  if (password && defaultPasswords.has(password.toLowerCase())) need('REDIS_URL', expected);
};

/** Keys and customers' words travel to these, so that whoever is on the way could read them. */
const noPlainHttp: Rule = (values, need) => {
  if (values.ENVIRONMENT !== 'production') return;
  for (const [name, value] of Object.entries(values)) {
    // CREWS_URL is where others reach us.
    if (!/_(URL|ENDPOINT)$/.test(name) || name === 'CREWS_URL' || typeof value !== 'string') continue;
    const { protocol, hostname = '' } = URL.parse(value) ?? {};
    // Where a sentinel sends us is not in the address, so it does not help that it is near itself.
    const isFar = protocol === 'redis+sentinel:' || !isLoopback(hostname);
    const isPlain = protocol === 'http:' || protocol === 'redis:' || protocol === 'redis+sentinel:';
    if (isPlain && isFar && !values.ALLOW_HTTP_HOSTS.includes(hostname))
      need(
        name as keyof Values,
        `TLS, as ENVIRONMENT is production, or ${hostname} named in ALLOW_HTTP_HOSTS`,
      );
  }
};

/** Whether there is a key for tokens, so that callers must show one. */
export function requiresTokens(values: Values): boolean {
  return [values.JWT_SECRET, values.JWT_PRIVATE_KEY, values.JWT_PUBLIC_KEY, values.JWT_JWKS_URL].some(
    Boolean,
  );
}

const keysWhereReachable: Rule = (values, need) => {
  if (requiresTokens(values)) return;
  const expected = (reason: string) =>
    `a secret of at least 32 characters (or JWT_PUBLIC_KEY, or JWT_JWKS_URL), as ${reason}`;
  if (values.ENVIRONMENT === 'production') need('JWT_SECRET', expected('ENVIRONMENT is production'));
  else if (!isLoopback(values.HOST)) need('JWT_SECRET', expected('HOST is not loopback'));
};

const leastDifferentCharacters = 10;

const secretsAreSecret: Rule = (values, need) => {
  if (values.ENVIRONMENT !== 'production') return;
  for (const name of ['JWT_SECRET', 'JWT_SECRET_PREVIOUS'] as const) {
    const value = values[name];
    // The source of this project has one for development, and tests have theirs.
    const isKnown = value !== undefined && /development-only|secret for tests|change-?me/i.test(value);
    if (isKnown || (value !== undefined && new Set(value).size < leastDifferentCharacters))
      need(name, 'a random text, for example from `openssl rand -hex 32`, as ENVIRONMENT is production');
  }
};

const webhookIsGuarded: Rule = (values, need) => {
  if (values.ENVIRONMENT !== 'production' || values.TENANTS_FILE) return; // there each tenant has its own
  if (values.CHATWOOT_URL && !values.CHATWOOT_WEBHOOK_SECRET)
    need('CHATWOOT_WEBHOOK_SECRET', 'the secret of the agent bot, as ENVIRONMENT is production');
  if (defaultPasswords.has(values.CHATWOOT_WEBHOOK_TOKEN.toLowerCase()))
    need('CHATWOOT_WEBHOOK_TOKEN', 'a long random text, as ENVIRONMENT is production');
};

/** A tenant without a token has no webhook. */
const webhookOfTenantIsGuarded: Rule = (values, need) => {
  const { CHATWOOT_WEBHOOK_TOKEN: token, CHATWOOT_WEBHOOK_SECRET: secret } = values;
  if (!token && secret) need('CHATWOOT_WEBHOOK_TOKEN', 'a long random text, as it has a secret');
  if (!token || values.ENVIRONMENT !== 'production') return;
  if (!secret) need('CHATWOOT_WEBHOOK_SECRET', 'the secret of the agent bot, as ENVIRONMENT is production');
  if (defaultPasswords.has(token.toLowerCase()))
    need('CHATWOOT_WEBHOOK_TOKEN', 'a long random text, as ENVIRONMENT is production');
};

const tracingIsComplete: Rule = (values, need) => {
  const { LANGFUSE_PUBLIC_KEY: publicKey, LANGFUSE_SECRET_KEY: secretKey } = values;
  if (publicKey && !secretKey) need('LANGFUSE_SECRET_KEY', 'a key, as LANGFUSE_PUBLIC_KEY is set');
  if (secretKey && !publicKey) need('LANGFUSE_PUBLIC_KEY', 'a key, as LANGFUSE_SECRET_KEY is set');
  if (values.LANGSMITH_TRACING && !values.LANGSMITH_API_KEY)
    need('LANGSMITH_API_KEY', 'a key, as LANGSMITH_TRACING is true');
};

const someoneAnswers: Rule = (values, need) => {
  if (values.TURN_CONCURRENCY === 0 && !values.REDIS_URL)
    need(
      'REDIS_URL',
      'the Redis of the processes that answer, as TURN_CONCURRENCY is 0 and this one answers nothing',
    );
};

const rulesOfBackends: readonly Rule[] = [
  odooIsComplete,
  chatwootIsComplete,
  noDefaultPasswords,
  noPlainHttp,
];

/** What is asked of the settings of each tenant. */
export const tenantRules: readonly Rule[] = [...rulesOfBackends, webhookOfTenantIsGuarded];

/** What is asked of a whole environment. */
export const environmentRules: readonly Rule[] = [
  ...rulesOfBackends,
  keysWhereReachable,
  secretsAreSecret,
  webhookIsGuarded,
  tracingIsComplete,
  someoneAnswers,
];

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
}
