import type { Redis } from 'ioredis';
import type { Config } from '#config/load-config.ts';

const patienceMs = 1_500;

/** What crews needs: the gateway and, where it is configured, Redis. */
export async function crewsReadiness(
  config: Config,
  redis: Redis | undefined,
): Promise<Record<string, string>> {
  const [gateway, store] = await Promise.all([
    stateOf(async () => {
      const health = new URL('/healthz', config.MCP_ORCHESTRATOR_URL);
      const response = await fetch(health, { signal: AbortSignal.timeout(patienceMs) });
      if (!response.ok) throw new Error(`status ${response.status}`);
    }),
    redis ? stateOf(() => redis.ping()) : 'ok',
  ]);
  return { 'mcp-orchestrator': gateway, ...(redis ? { redis: store } : {}) };
}

/** A dependency that fails is told as such; the reason is in its own log. */
async function stateOf(check: () => Promise<unknown>): Promise<string> {
  try {
    await check();
    return 'ok';
  } catch {
    return 'does not answer';
  }
}
