import { setTimeout as sleep } from 'node:timers/promises';
import { RunControl } from '@langchain/langgraph';
import type { Run } from './run.ts';

/** Why a run that this replica executes was cut off. */
export type Interruption = 'stopped' | 'lost' | 'shutdown';

/** How the rest of the replica reaches into a run. */
export interface RunControls {
  control: RunControl;
  /** Aborts with an {@link Interruption} as its reason. */
  signal: AbortSignal;
}

export interface ActiveRuns {
  readonly size: number;
  ids(): string[];
  /** @param perform ends with the run as it ended, or undefined where it did not end here. */
  add(id: string, perform: (controls: RunControls) => Promise<Run | undefined>): void;
  /** The run's end; undefined at once where it is not executed here, and when the signal comes first. */
  ended(id: string, signal: AbortSignal): Promise<Run | undefined>;
  /** A caller asked for its end. */
  stop(id: string): void;
  /** Another replica may have it by now. */
  lose(id: string): void;
  drain(graceMs: number): Promise<void>;
}

interface Active {
  control: RunControl;
  abort: AbortController;
  ended: Promise<Run | undefined>;
}

/** After the signal, how long a graph has to come to its end. */
const lastWordMs = 1_000;

/** The runs that this replica executes now. */
export function createActiveRuns(): ActiveRuns {
  const runs = new Map<string, Active>();
  const interrupt = (id: string, reason: Interruption) => runs.get(id)?.abort.abort(reason);
  const all = () => Promise.all([...runs.values()].map(({ ended }) => ended));

  return {
    get size() {
      return runs.size;
    },
    ids: () => [...runs.keys()],
    add(id, perform) {
      const control = new RunControl();
      const abort = new AbortController();
      const ended = perform({ control, signal: abort.signal }).finally(() => runs.delete(id));
      runs.set(id, { control, abort, ended });
    },
    async ended(id, signal) {
      const run = runs.get(id);
      return run && unlessAborted(run.ended, signal);
    },
    stop: (id) => interrupt(id, 'stopped'),
    lose: (id) => interrupt(id, 'lost'),
    async drain(graceMs) {
      if (await within(graceMs / 2, all())) return;
      for (const { control } of runs.values()) control.requestDrain('shutdown');
      if (await within(graceMs / 2, all())) return;
      for (const { abort } of runs.values()) abort.abort('shutdown' satisfies Interruption);
      await within(lastWordMs, all());
    },
  };
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const waiting = new AbortController();
  const late = sleep(milliseconds, false, { signal: waiting.signal });
  const done = await Promise.race([work.then(() => true), late]);
  waiting.abort();
  late.catch(() => undefined); // rejects because it is no longer wanted
  return done;
}

async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
  const giveUp = () => resolve(undefined);
  if (signal.aborted) return undefined;
  signal.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
