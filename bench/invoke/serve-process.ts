import { randomUUID } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import { connectRedis } from '#adapters/redis/connect-redis.ts';
import { RedisSaver } from '#checkpoints/index.ts';
import { serveCrews } from '#crews/http/testing/serve-crews.ts';
import { createMemoryRunStore } from '#crews/runs/memory-run-store.ts';
import { createRedisRunStore } from '#crews/runs/redis-run-store.ts';
import { stampCheckpoints } from '#crews/runs/stamp-checkpoints.ts';
import { rememberedElements } from '#crews/state.ts';
import type { CompiledGraph } from '#graphs/catalogue.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { compileOneNode } from './one-node-graph.ts';

/**
 * Crews with the one-node graph as a process of its own: `node serve-process.ts [redis://…]`. Its parent is told the address
 * and a token, and may ask for so many bare invokes in this process, or for what its heap holds.
 */
const redisUrl = process.argv[2];
const stores = redisUrl === undefined ? inMemory() : inRedis(redisUrl);
const checkpointer = stampCheckpoints(stores.checkpointer);
const graph = compileOneNode(checkpointer);
const crews = await serveCrews({
  graph: graph as unknown as CompiledGraph,
  checkpointer,
  runs: stores.runs,
});
const token = await crews.tokens.mint(
  { subject: 'bench', tenant: 'main', scopes: ['graphs:run'] },
  'crews',
  3_600,
);

process.on('message', async ({ invokes }: { invokes?: number }) => {
  if (invokes !== undefined) process.send?.({ times: await invokeBare(invokes) });
  else process.send?.({ heapBytes: heapBytes() });
});
process.on('disconnect', () => process.exit());
process.send?.({ url: crews.url, token });

/** As a program would that has the graph in itself. */
async function invokeBare(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let left = count; left > 0; left -= 1) {
    const started = performance.now();
    await graph.invoke({ messages: [{ role: 'user', content: 'oi' }] } as never, {
      configurable: { thread_id: randomUUID() },
      durability: 'sync',
    });
    times.push(performance.now() - started);
  }
  return times;
}

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function inMemory() {
  return { checkpointer: new MemorySaver(), runs: createMemoryRunStore() };
}

function inRedis(url: string) {
  const connect = (role: string) =>
    connectRedis({ url, role, logger: silentLogger, patient: role === 'subscriber' });
  const redis = connect('bench');
  const runs = createRedisRunStore({ redis, subscriber: connect('subscriber') });
  return { checkpointer: new RedisSaver({ redis, rememberedElements }), runs };
}
