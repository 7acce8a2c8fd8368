import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import { inspectServer } from '#checkpoints/index.ts';
import type { Config } from '#config/load-config.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { type Finding, leftOut, ok, warning } from './finding.ts';

export const redisFix = 'Check REDIS_URL and REDIS_PASSWORD, and that Redis 6.2 or newer runs.';

/** Version, policy, memory and persistence: what decides whether Redis keeps what it is given. */
export async function checkRedis(config: Config): Promise<Finding[]> {
  if (!config.REDIS_URL) return [leftOut('redis', 'REDIS_URL is not set: state is kept in memory')];
  const redis = connectRedis({
    url: config.REDIS_URL,
    password: config.REDIS_PASSWORD,
    role: 'doctor',
    logger: silentLogger,
  });
  try {
    await redis.ping();
    const problems = await inspectServer(redis);
    const info = await redis.info();
    const value = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';
    const [used, most] = [Number(value('used_memory')), Number(value('maxmemory'))];
    return [
      ok('redis', `Redis ${value('redis_version')}, ${Math.round(used / 2 ** 20)} MB used`),
      ...problems.map(({ problem, fix }) => warning('redis policy', problem, fix)),
      ...(most > 0 && used > 0.8 * most
        ? [
            warning(
              'redis memory',
              `${Math.round((100 * used) / most)} % of maxmemory is used`,
              'Give Redis more memory, or set STATE_EXPIRY_DAYS.',
            ),
          ]
        : []),
      value('aof_enabled') === '1'
        ? ok('redis persistence', 'append-only file')
        : warning(
            'redis persistence',
            'no append-only file: a crash loses what was written since the last snapshot',
            'Set appendonly yes (and appendfsync always, to lose nothing).',
          ),
    ];
  } finally {
    await closeRedis(redis);
  }
}
