import { setTimeout as sleep } from 'node:timers/promises';
import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from '#telemetry/logger.ts';
import { sentinelOptions } from './redis-address.ts';

const commandTimeoutMs = 1_500;
const connectTimeoutMs = 1_500;
const longestReconnectWaitMs = 2_000;

export interface RedisSettings {
  /** `redis://` or, with TLS, `rediss://`; or an address of Sentinel (redis-address.ts). */
  url: string;
  /** Where the address does not hold it. */
  password?: string | undefined;
  /** What the connection is for; its name in `CLIENT LIST` and in the log. */
  role: string;
  logger: Logger;
  /**
   * False, the default: a command fails after 1.5 s, so that a caller can answer for itself. True: it waits
   * until Redis is back, which is what BullMQ's blocking workers need.
   */
  patient?: boolean;
}

/**
 * A connection that opens itself again for as long as it takes. Failures are logged once an outage, and reach
 * callers by their commands only.
 *
 * Commands given while the connection is (re)opening are kept, so that a restart of a moment fails nothing.
 * That they neither pile up nor run long after their caller gave up is due to `maxRetriesPerRequest`: all that
 * are kept are refused at the fourth failed attempt to connect, about when their own time is up.
 */
export function connectRedis({ url, password, role, logger, patient = false }: RedisSettings): Redis {
  const common: RedisOptions = {
    ...(password === undefined ? {} : { password }),
    connectionName: `mcp-first-${role}`,
    connectTimeout: connectTimeoutMs,
    retryStrategy: (attempt) =>
      Math.min(50 * 2 ** attempt, longestReconnectWaitMs) * (0.75 + Math.random() / 2),
    ...(patient
      ? { maxRetriesPerRequest: null }
      : { maxRetriesPerRequest: 3, commandTimeout: commandTimeoutMs }),
  };
  const sentinel = sentinelOptions(url, password);
  const redis = sentinel
    ? new Redis({ ...common, ...sentinel, reconnectOnError: afterFailover })
    : new Redis(url, common);
  logOutages(redis, logger.child({ redis: role }));
  return redis;
}

/** A master that became a replica refuses writes: the connection opens anew, to its successor, and sends them again. */
function afterFailover(error: Error): 2 | false {
  return error.message.startsWith('READONLY') ? 2 : false;
}

function logOutages(redis: Redis, logger: Logger): void {
  let failing = false;
  redis.on('error', (error: NodeJS.ErrnoException) => {
    if (failing) return;
    failing = true;
    logger.warn({ code: error.code, reason: error.message }, 'redis does not answer; connecting again');
  });
  redis.on('ready', () => {
    if (failing) logger.info('redis answers again');
    failing = false;
  });
}

/** Ends a connection after what it still has to do, at most `graceMs`; never throws. */
export async function closeRedis(redis: Redis, graceMs = 1_000): Promise<void> {
  // A Redis that is away refuses the goodbye, or never answers it: then there is nothing to wait for.
  const goodbye = redis.quit().catch(() => undefined);
  await Promise.race([goodbye, sleep(graceMs, undefined, { ref: false })]);
  redis.disconnect();
}
