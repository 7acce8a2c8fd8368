import { ConflictError, ProjectError, UpstreamError } from '#errors/errors.ts';
import type { Run } from '../runs/run.ts';
import { withOutput } from '../runs/with-output.ts';
import type { Reply } from './route.ts';
import { patienceOf, type RunHeaders } from './schemas/invocation-schema.ts';
import { presentRun } from './schemas/run-schema.ts';
import type { CrewsServices } from './services.ts';
import { waitForRun } from './wait-for-run.ts';

/**
 * Waits for a run as long as its caller wants to, and answers with its outcome; or, when it has not ended by then,
 * with its address.
 */
export async function answerRun(
  id: string,
  { headers, gone }: { headers: RunHeaders; gone: AbortSignal },
  { engine, runs, graphs }: CrewsServices,
): Promise<Reply> {
  const patienceMs = patienceOf(headers);
  if (patienceMs > 0) {
    const ended = await waitForRun(engine, id, { patienceMs, gone });
    if (ended) return outcomeReply(await withOutput(ended, graphs));
  }
  const run = await runs.read(id);
  if (!run) throw new UpstreamError('The run is no longer known.', { code: 'run_lost' });
  if (engine.closing && patienceMs > 0) throw goesOnElsewhere(id);
  const applied = patienceMs === 0 ? 'respond-async' : `wait=${patienceMs / 1_000}`;
  return {
    status: 202,
    headers: { location: `/runs/${id}`, 'preference-applied': applied },
    json: presentRun(run),
  };
}

function outcomeReply(run: Run): Reply {
  const { id, threadId, status, result } = run;
  if (status === 'failed') throw errorOf(run);
  if (status === 'cancelled') {
    throw new ConflictError('The run was cancelled.', {
      code: 'run_cancelled',
      fix: `GET /runs/${id} tells of it; a new run can go on with the thread.`,
    });
  }
  return {
    status: 200,
    headers: { 'content-location': `/runs/${id}` },
    json: {
      run_id: id,
      thread_id: threadId,
      status,
      output: result?.output ?? {},
      interrupts: result?.interrupts ?? [],
    },
  };
}

/** The error that the run ended with, as its caller would have got it. */
function errorOf({ result }: Run): ProjectError {
  const {
    message = 'The run failed.',
    code = 'internal_error',
    retryable = false,
    fix,
  } = result?.error ?? {};
  return new ProjectError(message, { code, retryable }, fix === undefined ? {} : { fix });
}

function goesOnElsewhere(id: string): UpstreamError {
  return new UpstreamError('This replica is shutting down; another one goes on with the run.', {
    code: 'shutting_down',
    fix: `GET /runs/${id} tells of it.`,
  });
}
