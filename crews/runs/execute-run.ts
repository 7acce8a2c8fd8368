import { Command, isGraphDrained, type RunControl, type StateSnapshot } from '@langchain/langgraph';
import { ConflictError, ProjectError } from '#errors/errors.ts';
import { type CompiledGraph, graphCatalogue, type RunOptions } from '#graphs/catalogue.ts';
import { openInterrupts } from '../open-interrupts.ts';
import { presentChunk } from './present-chunk.ts';
import { presentOutput } from './present-output.ts';
import type { Interrupt, Run, RunResult, StreamMode } from './run.ts';
import { runIdOf } from './stamp-checkpoints.ts';

export interface Execution {
  signal: AbortSignal;
  control: RunControl;
  /** Takes what is told on the way, as JSON. */
  emit(mode: StreamMode, data: string): Promise<void>;
}

/**
 * Runs the graph until its end or its next interrupt. A run that was begun before goes on from the last checkpoint.
 *
 * @returns `drained` when it stopped between two steps because `control` asked for it.
 * @throws what the graph throws; ConflictError for an answer that nothing waits for.
 */
export async function executeRun(
  run: Run,
  graph: CompiledGraph,
  { signal, control, emit }: Execution,
): Promise<RunResult | 'drained'> {
  const options: RunOptions = {
    configurable: { thread_id: run.threadId, run_id: run.id },
    context: { ...run.context, tenant: run.tenant },
    // Each step is stored before the next begins, so that no effect is ahead of its record.
    durability: 'sync',
    recursionLimit: graphCatalogue[run.graph].steps,
    signal,
    control,
  };
  try {
    const input = await inputOf(run, graph);
    const state = run.streamModes.length
      ? await follow(run, graph, input, { options, emit })
      : await graph.invoke(input, options);
    return resultOf(state);
  } catch (error) {
    if (isGraphDrained(error)) return 'drained';
    throw translated(error);
  }
}

async function inputOf(run: Run, graph: CompiledGraph): Promise<object | null> {
  if (run.attempt > 1 || run.resume !== undefined) {
    const state = await graph.getState({ configurable: { thread_id: run.threadId } });
    // Its input is in the thread already: giving it once more would say everything twice.
    if (runIdOf(state.metadata) === run.id) return null;
    if (run.resume !== undefined) return answerTo(state, run);
  }
  return run.input ?? null;
}

function answerTo(state: StateSnapshot, { resume, interruptId }: Run): Command {
  const open = openInterrupts(state).map(({ id }) => id);
  if (open.length === 0 || (interruptId !== undefined && !open.includes(interruptId))) {
    throw new ConflictError('The thread does not wait for this answer.', {
      code: 'not_waiting',
      fix: 'Look at the thread: the question may have been answered already.',
    });
  }
  return new Command({ resume: interruptId === undefined ? resume : { [interruptId]: resume } });
}

/** Runs the graph and tells of it on the way; ends with its state. */
async function follow(
  run: Run,
  graph: CompiledGraph,
  input: object | null,
  { options, emit }: { options: RunOptions; emit: Execution['emit'] },
): Promise<GraphState> {
  let values: Record<string, unknown> = {};
  const interrupts: unknown[] = [];
  const stream = await graph.stream(input, {
    ...options,
    streamMode: [...new Set(['values', ...run.streamModes])],
  });
  for await (const [mode, data] of stream) {
    if (mode === 'values') {
      const state = data as GraphState;
      if (state.__interrupt__) interrupts.push(...state.__interrupt__);
      else values = state;
    }
    const known = run.streamModes.find((each) => each === mode);
    if (known) await emit(known, presentChunk(known, data));
  }
  return interrupts.length ? { ...values, __interrupt__: interrupts as GraphState['__interrupt__'] } : values;
}

/** What a run has come to: the state that the graph keeps, and the questions it waits for, if any. */
interface GraphState extends Record<string, unknown> {
  __interrupt__?: { id?: string; value?: unknown }[] | undefined;
}

function resultOf(state: GraphState): RunResult {
  const { __interrupt__: asked = [], ...output } = state;
  const interrupts = asked.map(({ id = '', value }): Interrupt => ({ id, value }));
  return { output: presentOutput(output), interrupts };
}

function translated(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'GraphRecursionError') return error;
  return new ProjectError(
    'The graph took more steps than it may.',
    { code: 'too_many_steps', retryable: false },
    { cause: error },
  );
}
