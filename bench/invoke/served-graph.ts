import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

const file = new URL('./serve-process.ts', import.meta.url);
const startedSchema = z.object({ url: z.string(), token: z.string() });
const timesSchema = z.object({ times: z.array(z.number()) });
const heapSchema = z.object({ heapBytes: z.number() });

/** The one-node graph, served by crews in a process of its own. */
export interface ServedGraph {
  url: string;
  token: string;
  /** The milliseconds of each of so many invokes inside that process, one after the other. */
  invokeBare(count: number): Promise<number[]>;
  /** After a collection. */
  heapBytes(): Promise<number>;
  stop(): Promise<void>;
}

/** @param redisUrl where threads and runs are kept; in memory without it. */
export async function startServedGraph(redisUrl?: string): Promise<ServedGraph> {
  const child = fork(file, redisUrl === undefined ? [] : [redisUrl], { execArgv: ['--expose-gc'] });
  const started = startedSchema.parse((await once(child, 'message'))[0]);
  const ask = async <Answer>(question: { invokes?: number }, schema: z.ZodType<Answer>): Promise<Answer> => {
    child.send(question);
    return schema.parse((await once(child, 'message'))[0]);
  };
  return {
    ...started,
    invokeBare: async (count) => (await ask({ invokes: count }, timesSchema)).times,
    heapBytes: async () => (await ask({}, heapSchema)).heapBytes,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
