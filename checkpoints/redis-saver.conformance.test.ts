import * as vitest from 'vitest';
import { testSetup } from './testing.ts';

// The official suite expects vitest's functions as globals; only this file gives it them.
Object.assign(globalThis, vitest);
const { validate, deltaChannelHistoryTests } = await import('@langchain/langgraph-checkpoint-validation');

const { prefix, newSaver } = testSetup();
let created = 0;

const suite = {
  checkpointerName: 'RedisSaver',
  createCheckpointer() {
    created += 1;
    return newSaver({ prefix: `${prefix}${created}:` });
  },
};

validate(suite);
deltaChannelHistoryTests(suite);
