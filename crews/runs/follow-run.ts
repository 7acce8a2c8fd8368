import { changesOf } from './changes-of.ts';
import { hasEnded, type Run } from './run.ts';
import type { RunEvent, RunStore } from './run-store.ts';

const pageSize = 100;

/** What happens in a run: its events and, as the last thing, the run as it ended. */
export type Happening = { kind: 'event'; event: RunEvent } | { kind: 'end'; run: Run };

/** The run as soon as it has ended; undefined when the signal comes first. Any replica may execute it. */
export async function waitForEnd(store: RunStore, id: string, signal: AbortSignal): Promise<Run | undefined> {
  for await (const _ of changesOf(store, id, signal)) {
    const run = await store.read(id);
    if (!run || hasEnded(run)) return run;
  }
  return undefined;
}

/** Tells of a run from behind the event with the id `after` on, or from its beginning, until its end. */
export async function* followRun(
  store: RunStore,
  id: string,
  { after, signal }: { after: string | undefined; signal: AbortSignal },
): AsyncGenerator<Happening> {
  let last = after;
  for await (const _ of changesOf(store, id, signal)) {
    // Read before the events: when it has ended, none can come after them.
    const run = await store.read(id);
    let page: RunEvent[];
    do {
      page = await store.events(id, last, pageSize);
      for (const event of page) yield { kind: 'event', event };
      last = page.at(-1)?.id ?? last;
    } while (page.length === pageSize);
    if (!run) return;
    if (hasEnded(run)) return yield { kind: 'end', run };
  }
}
