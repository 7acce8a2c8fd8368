import type { CompiledGraph, GraphName } from '#graphs/catalogue.ts';
import { openInterrupts } from '../open-interrupts.ts';
import { presentOutput } from './present-output.ts';
import type { Run } from './run.ts';
import { runIdOf } from './stamp-checkpoints.ts';

/** The run with an output that was too large to be kept with it, as long as the thread is still where it ended. */
export async function withOutput(run: Run, graphs: Record<GraphName, CompiledGraph>): Promise<Run> {
  if (!run.result?.omitted) return run;
  const state = await graphs[run.graph].getState({ configurable: { thread_id: run.threadId } });
  if (runIdOf(state.metadata) !== run.id) return run;
  const { omitted: _omitted, ...result } = run.result;
  const interrupts = openInterrupts(state);
  return {
    ...run,
    result: {
      ...result,
      output: presentOutput(state.values as Record<string, unknown>),
      interrupts: interrupts.map(({ id = '', value }) => ({ id, value: value as unknown })),
    },
  };
}
