import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

const file = new URL('./stand-ins-process.ts', import.meta.url);
const reportSchema = z.object({ asked: z.number(), cpuSeconds: z.number() });

/** What the system under test talks to, but for Chatwoot. */
export interface StandIns {
  /** The settings that reach them. */
  variables: Record<string, string>;
  /** How often the model has been asked. */
  asked(): Promise<number>;
  /** How long they have kept a processor busy. */
  cpuSeconds(): Promise<number>;
  /** Another delay of the model, in milliseconds. */
  setModelDelay(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startStandIns(modelDelayMs: number): Promise<StandIns> {
  const child = fork(file, [String(modelDelayMs)]);
  const variables = z.record(z.string(), z.string()).parse((await once(child, 'message'))[0]);
  const report = async (message: 'report' | number = 'report') => {
    child.send(message);
    return reportSchema.parse((await once(child, 'message'))[0]);
  };
  return {
    variables,
    asked: async () => (await report()).asked,
    cpuSeconds: async () => (await report()).cpuSeconds,
    async setModelDelay(milliseconds) {
      await report(milliseconds);
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
