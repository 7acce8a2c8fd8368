import { connectRedis } from '#adapters/redis/connect-redis.ts';
import { RedisSaver } from '#checkpoints/index.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createRedisRunStore } from '../../runs/redis-run-store.ts';
import { trailGraph } from '../../runs/testing.ts';
import { serveCrews } from './serve-crews.ts';

export interface ReplicaSettings {
  redisUrl: string;
  /** The same for all replicas of a test. */
  name: string;
  leaseMs: number;
}

/** One of several replicas on a Redis, with the trail graph. */
export async function serveReplica({ redisUrl, name, leaseMs }: ReplicaSettings) {
  const connect = (role: string) =>
    connectRedis({ url: redisUrl, role, logger: silentLogger, patient: role === 'subscriber' });
  const redis = connect('replica');
  const runs = createRedisRunStore({
    redis,
    subscriber: connect('subscriber'),
    prefix: `{${name}}:`,
    leaseMs,
  });
  const checkpointer = new RedisSaver({ redis, prefix: `${name}:` });
  const crews = await serveCrews({
    runs,
    checkpointer,
    graph: trailGraph(checkpointer),
    engine: { leaseMs },
  });
  return {
    ...crews,
    async close(graceMs = 0) {
      await crews.close(graceMs);
      redis.disconnect();
    },
  };
}
