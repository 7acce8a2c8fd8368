import { setTimeout as sleep } from 'node:timers/promises';

/** A provider that asks for more patience than this is given up on; the turn's own retry comes later. */
const longestWaitMs = 10_000;
const retriedStatuses = [408, 409, 429, 500, 502, 503, 504, 529];

/**
 * A `fetch` for model providers: repeats what failed quickly (connection errors, 429, 5xx) with the wait that
 * the provider asks for or a doubling one, all within one time-out, which also bounds the reading of the
 * answer. A time-out itself is not repeated: nobody waits for a slow model twice.
 *
 * Only for requests that may be sent again and whose body is no stream.
 */
export function modelFetch(options: { timeoutMs: number; retries: number }): typeof fetch {
  return async (input, init) => {
    const deadline = AbortSignal.timeout(options.timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await attemptFetch(input, { ...init, signal });
      const wait = attempt < options.retries ? waitBeforeRetry(outcome, attempt) : undefined;
      if (wait === undefined || signal.aborted) {
        if ('error' in outcome) throw outcome.error;
        return outcome.response;
      }
      if ('response' in outcome) await outcome.response.body?.cancel();
      await sleep(wait, undefined, { signal });
    }
  };
}

/** Told apart by its key: servers such as LangGraph's replace the global `Response`, and `instanceof` fails. */
type Outcome = { response: Response } | { error: unknown };

async function attemptFetch(input: Parameters<typeof fetch>[0], init: RequestInit): Promise<Outcome> {
  try {
    // A redirect would carry what customers say elsewhere.
    return { response: await fetch(input, { ...init, redirect: 'manual' }) };
  } catch (error) {
    // Not swallowed: it is thrown again once there is no retry left.
    return { error };
  }
}

/** In milliseconds; undefined when another attempt is of no use. */
function waitBeforeRetry(outcome: Outcome, attempt: number): number | undefined {
  const doubling = 500 * 2 ** attempt * (0.75 + Math.random() / 2);
  if ('error' in outcome) return doubling;
  const { status, headers } = outcome.response;
  if (!retriedStatuses.includes(status)) return undefined;
  const asked = Number(headers.get('retry-after')) * 1_000;
  if (!(asked > 0)) return doubling;
  return asked <= longestWaitMs ? asked : undefined;
}
