import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

const file = new URL('./process.ts', import.meta.url);
const startedSchema = z.object({ url: z.string() });
const usageSchema = z.object({ heapBytes: z.number(), cpuMicroseconds: z.number() });

/** What a process has used: its heap after a collection, and its time on a CPU since its start. */
export type Usage = z.infer<typeof usageSchema>;

export interface BenchProcess {
  /** Its MCP address. */
  url: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export async function startProcess(side: 'upstream' | 'gateway', ...given: string[]): Promise<BenchProcess> {
  const child = fork(file, [side, ...given], { execArgv: ['--expose-gc'] });
  const [started] = await once(child, 'message');
  return {
    url: `${startedSchema.parse(started).url}/mcp`,
    async usage() {
      child.send('usage');
      const [answer] = await once(child, 'message');
      return usageSchema.parse(answer);
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
