import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { describeError } from '#errors/describe-error.ts';
import { UpstreamError } from '#errors/errors.ts';
import type { CompiledGraph, GraphName } from '#graphs/catalogue.ts';
import { inLogContext } from '#telemetry/log-context.ts';
import type { Logger } from '#telemetry/logger.ts';
import { traceGraph } from '../trace-graph.ts';
import type { RunControls } from './active-runs.ts';
import { executeRun } from './execute-run.ts';
import { rollBack } from './roll-back.ts';
import type { Interrupt, Run, RunResult } from './run.ts';
import type { RunEnd, RunStore } from './run-store.ts';

/** A run that took so many replicas with it is not tried again. */
const maximumCrashes = 5;

/** Larger results are not kept with the run: they are in the thread. */
const maximumResultBytes = 64 * 1_024;

export interface Performance {
  owner: string;
  store: RunStore;
  graphs: Record<GraphName, CompiledGraph>;
  checkpointer: Pick<BaseCheckpointSaver, 'deleteThread'>;
  logger: Logger;
  runTimeoutMs: number;
  controls: RunControls;
}

/**
 * Executes a run and settles what becomes of it: ended, or given back for another replica to go on.
 *
 * @returns the run as it ended; undefined where it did not end here.
 */
export function performRun(run: Run, performance: Performance): Promise<Run | undefined> {
  const { tenant, threadId: thread, id } = run;
  return inLogContext({ tenant, thread, run: id }, () => perform(run, performance));
}

async function perform(run: Run, performance: Performance): Promise<Run | undefined> {
  const { owner, store, logger, controls } = performance;
  try {
    const end = await endOf(run, performance);
    if (end === 'not_here') {
      if (controls.signal.reason !== 'lost') await store.release(owner, run.id);
      return undefined;
    }
    const settled = await store.end(owner, run, { ...end, result: bounded(end.result) });
    return settled === 'ended' ? { ...run, ...end } : undefined;
  } catch (error) {
    // The store does not answer: the lease runs out, and whoever takes the run then goes on with it.
    logger.error({ err: error, run: run.id, thread: run.threadId }, 'the end of a run could not be kept');
    return undefined;
  }
}

async function endOf(run: Run, performance: Performance): Promise<RunEnd | 'not_here'> {
  const { graphs, store, owner, controls, runTimeoutMs } = performance;
  if (run.stop) return stopped(run, performance);
  if (run.attempt - run.released > maximumCrashes) return failed(run, crashedTooOften(), performance);
  const timeUp = new AbortController();
  const timer = setTimeout(() => timeUp.abort(), runTimeoutMs);
  try {
    const result = await traceGraph(run.graph, run.threadId, () =>
      executeRun(run, graphs[run.graph], {
        control: controls.control,
        signal: AbortSignal.any([controls.signal, timeUp.signal]),
        emit: (mode, data) => store.append(owner, run.id, { mode, data }),
      }),
    );
    if (result === 'drained') return 'not_here';
    const { interrupts } = result;
    const status = interrupts.length ? 'interrupted' : 'done';
    return { status, result, approval: interrupts.some(isApproval) };
  } catch (error) {
    if (controls.signal.reason === 'stopped') return stopped(run, performance);
    if (controls.signal.aborted) return 'not_here';
    return failed(run, timeUp.signal.aborted ? tookTooLong() : error, performance);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an interrupt asks a person of the company, not the customer. */
export function isApproval({ value }: Pick<Interrupt, 'value'>): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'approval';
}

async function stopped(run: Run, { store, graphs, checkpointer }: Performance): Promise<RunEnd> {
  const reason = run.stop ?? (await store.read(run.id))?.stop;
  if (reason === 'rollback') await rollBack(run, graphs[run.graph], checkpointer);
  return { status: 'cancelled', result: { interrupts: [] } };
}

function failed(run: Run, error: unknown, { logger }: Performance): RunEnd {
  const { id, threadId, tenant, graph } = run;
  const description = describeError(error);
  logger.warn(
    { err: error, run: id, thread: threadId, tenant, graph, code: description.code },
    'a run failed',
  );
  return { status: 'failed', result: { interrupts: [], error: description } };
}

function bounded(result: RunResult): RunResult {
  if (Buffer.byteLength(JSON.stringify(result)) <= maximumResultBytes) return result;
  const { output: _output, interrupts, ...rest } = result;
  return { ...rest, interrupts: interrupts.map(({ id }) => ({ id, value: null })), omitted: true };
}

function crashedTooOften(): UpstreamError {
  return new UpstreamError(`The process ended during each of ${maximumCrashes} attempts.`, {
    code: 'run_crashed',
    retryable: false,
    fix: 'Look for what ends the process (memory, a crash) before running it again.',
  });
}

function tookTooLong(): UpstreamError {
  return new UpstreamError('The run took too long.', {
    code: 'run_timeout',
    fix: 'Go on with the same thread; what was done so far is in it.',
  });
}
