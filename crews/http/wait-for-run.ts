import type { Run } from '../runs/run.ts';
import type { RunEngine } from '../runs/run-engine.ts';

/**
 * The run as soon as it has ended; undefined where its caller's patience ends first, or the caller is gone.
 *
 * `AbortSignal.timeout` would do, but lasts its whole time: a busy process would hold one for each run of the last minute.
 */
export async function waitForRun(
  engine: Pick<RunEngine, 'wait'>,
  id: string,
  { patienceMs, gone }: { patienceMs: number; gone: AbortSignal },
): Promise<Run | undefined> {
  const impatient = new AbortController();
  const timer = setTimeout(() => impatient.abort(), patienceMs);
  try {
    return await engine.wait(id, AbortSignal.any([gone, impatient.signal]));
  } finally {
    clearTimeout(timer);
  }
}
