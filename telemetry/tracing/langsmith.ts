import { setTimeout as sleep } from 'node:timers/promises';
import { LangChainTracer } from '@langchain/core/tracers/tracer_langchain';
import { maskPersonalData } from '../mask-personal-data.ts';

/** The client by which every tracer of LangChain in this process tells LangSmith of its runs. */
type LangSmithClient = LangChainTracer['client'] & { awaitPendingTraceBatches?(): Promise<void> };

/** What of a run can hold what was said, or whom it was about. */
interface ToldRun {
  inputs?: object | undefined;
  outputs?: object | undefined;
  error?: string | undefined;
  extra?: { metadata?: object; runtime?: object } | undefined;
  events?: { name?: string; time?: string }[] | undefined;
}

const lastWordMs = 3_000;
const guarded = new WeakSet<LangSmithClient>();

/**
 * Makes LangChain tell LangSmith which steps there were, how long they took, their tokens and their errors, but nothing
 * of what was said. The client's own settings hide inputs and outputs; the words of a streamed answer, which are
 * events, those that an error quotes, and the customer's name among the options of a call would still go out.
 */
export function maskLangSmith(): { flush(): Promise<void> } {
  const client: LangSmithClient = new LangChainTracer().client;
  if (!guarded.has(client)) {
    guarded.add(client);
    const createRun = client.createRun.bind(client);
    const updateRun = client.updateRun.bind(client);
    client.createRun = (run) => createRun(withoutWords(run));
    client.updateRun = (id, run) => updateRun(id, withoutWords(run));
  }
  return {
    async flush() {
      const sent = client.awaitPendingTraceBatches?.();
      await Promise.race([sent, sleep(lastWordMs, undefined, { ref: false })]);
    },
  };
}

/** A run as it may leave the process. */
export function withoutWords<Run extends object>(run: Run & ToldRun): Run {
  const { outputs, error, extra, events } = run;
  return {
    ...run,
    inputs: {},
    ...(outputs ? { outputs: {} } : {}),
    ...(error ? { error: maskPersonalData(error) } : {}),
    ...(extra ? { extra: masked({ metadata: extra.metadata, runtime: extra.runtime }) } : {}),
    ...(events ? { events: events.map(({ name, time }) => ({ name, time })) } : {}),
  };
}

function masked<Value extends object>(value: Value): Value {
  return JSON.parse(maskPersonalData(JSON.stringify(value)));
}
