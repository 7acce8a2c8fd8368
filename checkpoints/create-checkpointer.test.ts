import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { MemorySaver } from '@langchain/langgraph-checkpoint';
import { Redis } from 'ioredis';
import { afterAll, expect, inject, it, vi } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { createCheckpointer } from './create-checkpointer.ts';
import { RedisSaver } from './redis-saver.ts';

const redis = new Redis(inject('redisUrl'));
afterAll(() => redis.disconnect());

it('keeps checkpoints in memory without Redis, and says so', () => {
  const logger = { ...silentLogger, info: vi.fn(), child: () => logger };
  expect(createCheckpointer({ logger })).toBeInstanceOf(MemorySaver);
  expect(logger.info).toHaveBeenCalledWith(expect.stringContaining('REDIS_URL'));
});

it('keeps them in Redis where there is one, for another process to go on', async () => {
  const State = Annotation.Root({
    words: Annotation<string[]>({ reducer: (a, b) => a.concat(b), default: () => [] }),
  });
  const graph = () =>
    new StateGraph(State)
      .addNode('echo', ({ words }) => ({ words: [`${words.at(-1)}!`] }))
      .addEdge(START, 'echo')
      .addEdge('echo', END)
      .compile({ checkpointer: createCheckpointer({ redis, logger: silentLogger }) });
  const checkpointer = createCheckpointer({ redis, logger: silentLogger });
  expect(checkpointer).toBeInstanceOf(RedisSaver);

  const threadId = `create-checkpointer-${process.pid}`;
  const config = { configurable: { thread_id: threadId } };
  await graph().invoke({ words: ['oi'] }, config);
  const result = await graph().invoke({ words: ['tudo bem'] }, config);
  expect(result.words).toEqual(['oi', 'oi!', 'tudo bem', 'tudo bem!']);
  await checkpointer.deleteThread(threadId);
});
