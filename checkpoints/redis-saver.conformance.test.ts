import { Redis } from 'ioredis';
import * as vitest from 'vitest';
import { RedisSaver } from './redis-saver.ts';

// The official suite expects vitest's functions as globals; only this file gives it them.
Object.assign(globalThis, vitest);
const { validate, deltaChannelHistoryTests } = await import('@langchain/langgraph-checkpoint-validation');

const redis = new Redis(vitest.inject('redisUrl'));
let created = 0;

const suite = {
  checkpointerName: 'RedisSaver',
  createCheckpointer() {
    created += 1;
    return new RedisSaver({ redis, prefix: `conformance-${process.pid}-${created}:` });
  },
  afterAll: () => redis.disconnect(),
};

validate(suite);
deltaChannelHistoryTests(suite);
