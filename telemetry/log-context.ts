import { AsyncLocalStorage } from 'node:async_hooks';
import { presentTrace } from './tracing/propagation.ts';

/** What every log line of the present work says of it. */
export interface LogContext {
  tenant?: string | undefined;
  /** The thread of a graph, as `npm run trace` takes it. */
  thread?: string | undefined;
  /** The id of a turn, which is the same for each attempt. */
  turn?: string | undefined;
  /** The id of a run over HTTP. */
  run?: string | undefined;
  /** Chatwoot's number of the conversation. */
  conversation?: number | undefined;
}

const present = new AsyncLocalStorage<LogContext>();

/** Does `work` so that its log lines carry `about`, beside what those around it carry. */
export function inLogContext<Result>(about: LogContext, work: () => Result): Result {
  return present.run({ ...present.getStore(), ...about }, work);
}

/** The fields of a log line that is written now, the ids of its trace among them. */
export function logFields(): object {
  return { ...present.getStore(), ...presentTrace() };
}
