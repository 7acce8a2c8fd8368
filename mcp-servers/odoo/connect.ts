import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import type { Odoo } from '#adapters/odoo/port.ts';
import type { OdooSettings } from '#adapters/odoo/settings.ts';
import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import { createMemoryLedger } from '#adapters/redis/memory-ledger.ts';
import { createMemoryLock } from '#adapters/redis/memory-lock.ts';
import { createRedisLedger } from '#adapters/redis/redis-ledger.ts';
import { createRedisLock } from '#adapters/redis/redis-lock.ts';
import type { Config } from '#config/load-config.ts';
import { describeError } from '#errors/describe-error.ts';
import { ConfigError } from '#errors/errors.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { Connection } from '../kit/server-definition.ts';
import { offersTool, type WritePolicy } from './access/write-policy.ts';
import { rememberUser } from './context/odoo-user.ts';
import type { OdooServices } from './services.ts';
import { createConfirmations } from './writing/confirmations.ts';

const readinessWaitMs = 1_800;

/** @throws ConfigError without an Odoo; one that is down is told by the calls. */
export async function connect(config: Config, logger: Logger): Promise<Connection<OdooServices>> {
  const settings = odooSettings(config);
  const odoo = connectOdoo(settings);
  const locks = connectLocks(config, logger);
  const services: OdooServices = {
    odoo,
    user: rememberUser(odoo, settings.username),
    lock: locks.lock,
    ledger: locks.ledger,
    country: 'BR',
    policy: writePolicyOf(config),
    confirmations: createConfirmations(config.JWT_SECRET ?? config.ODOO_API_KEY),
    answerTokens: config.MCP_ANSWER_TOKENS,
  };
  return {
    servicesFor: () => services,
    async readiness() {
      const [ofOdoo, ofLocks] = await Promise.all([readinessOf(odoo), locks.readiness()]);
      return { odoo: ofOdoo, ...ofLocks };
    },
    async close() {
      odoo.close();
      await locks.close();
    },
  };
}

/** Whether a tool is there at all under these settings. */
export function offers(tool: string, config: Config): boolean {
  return offersTool(writePolicyOf(config), tool);
}

function writePolicyOf(config: Config): WritePolicy {
  return { enabled: config.ODOO_WRITE, allowed: config.ODOO_WRITE_ALLOW, methods: config.ODOO_METHODS };
}

function odooSettings(config: Config): OdooSettings {
  const { ODOO_URL, ODOO_DB, ODOO_USERNAME } = config;
  if (!ODOO_URL || !ODOO_DB || !ODOO_USERNAME) {
    throw new ConfigError('mcp-odoo needs an Odoo.', {
      fix: 'Set ODOO_URL, ODOO_DB, ODOO_USERNAME and ODOO_API_KEY, or use `npm start`, which brings a stand-in.',
    });
  }
  return {
    url: ODOO_URL,
    db: ODOO_DB,
    username: ODOO_USERNAME,
    password: config.ODOO_PASSWORD,
    apiKey: config.ODOO_API_KEY,
    timeoutSeconds: config.ODOO_TIMEOUT_SECONDS,
    api: config.ODOO_API,
    allowHttp: config.ALLOW_HTTP_HOSTS.includes(URL.parse(ODOO_URL)?.hostname ?? ''),
  };
}

/** Locks and notes that hold among all processes on one Redis or, without Redis, within this process. */
function connectLocks({ REDIS_URL, REDIS_PASSWORD, TENANT }: Config, logger: Logger) {
  if (!REDIS_URL) {
    return {
      lock: createMemoryLock(),
      ledger: createMemoryLedger(),
      readiness: async () => ({}),
      close: async () => undefined,
    };
  }
  const redis = connectRedis({ url: REDIS_URL, password: REDIS_PASSWORD, role: 'mcp-odoo', logger });
  return {
    lock: createRedisLock(redis, { prefix: `{mcp-odoo}:${TENANT}:lock:` }),
    ledger: createRedisLedger(redis, { prefix: `{mcp-odoo}:${TENANT}:done:` }),
    readiness: () =>
      redis.ping().then(
        () => ({ redis: 'ok' }),
        () => ({ redis: 'it does not answer, so nothing is changed in Odoo' }),
      ),
    close: () => closeRedis(redis),
  };
}

/** Asks something that needs a login, so that a wrong or expired key shows too. */
async function readinessOf(odoo: Odoo): Promise<string> {
  try {
    const signal = AbortSignal.timeout(readinessWaitMs);
    await odoo.searchCount('res.company', [], { signal });
    return 'ok';
  } catch (error) {
    const { code, message } = describeError(error);
    return code === 'internal_error' ? 'it did not answer in time' : message;
  }
}
