import { z } from 'zod';
import { list } from './kinds.ts';

export const gatewayVariables = {
  ORCHESTRATOR_FILE: z
    .string()
    .min(1)
    .default('orchestrator.yaml')
    .describe('Path of further upstreams and of what each crew may call; a missing file means neither.'),
  ORCHESTRATOR_LOCK: z
    .string()
    .min(1)
    .default('orchestrator.lock.json')
    .describe('Path of the hashes of all tools, written by `npm run lock:tools`; others are set aside.'),
  TOOL_CALLS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .default(300)
    .describe('Most calls of one tool by one caller, or by a crew for one customer, in a minute.'),
  TOOL_RESULT_BYTES: z.coerce
    .number()
    .int()
    .min(10_000)
    .max(100_000_000)
    .default(1_000_000)
    .describe('Largest answer of an upstream; a larger one is dropped.'),
  AUDIT: list(
    'stdout,redis',
    /^(off|stdout|stderr|redis)$/,
    'off, stdout, stderr, redis, or several of them',
  ).describe('Where each tool call is recorded, without its arguments; `redis` needs REDIS_URL.'),
  AUDIT_LENGTH: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(100_000_000)
    .default(100_000)
    .describe('About how many records the stream in Redis keeps.'),
};
