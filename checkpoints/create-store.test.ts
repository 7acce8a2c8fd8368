import { InMemoryStore } from '@langchain/langgraph-checkpoint';
import { expect, it, vi } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { createStore } from './create-store.ts';
import { RedisStore } from './store/redis-store.ts';
import { testSetup } from './testing.ts';

const { redis, prefix } = testSetup();

it('keeps items in memory without Redis, and says so', () => {
  const logger = { ...silentLogger, info: vi.fn(), child: () => logger };
  expect(createStore({ logger })).toBeInstanceOf(InMemoryStore);
  expect(logger.info).toHaveBeenCalledWith(expect.stringContaining('REDIS_URL'));
});

it('keeps them in Redis where there is one, with the options of the store', async () => {
  const store = createStore({ redis, prefix, maximumItemBytes: 100, logger: silentLogger });
  expect(store).toBeInstanceOf(RedisStore);
  await store.put(['n'], 'k', { a: 1 });
  expect((await store.get(['n'], 'k'))?.value).toEqual({ a: 1 });
  const large = store.put(['n'], 'k', { text: 'x'.repeat(200) });
  await expect(large).rejects.toMatchObject({ code: 'value_too_large' });
});
