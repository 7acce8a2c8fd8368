import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { presentTrace } from '#telemetry/tracing/propagation.ts';

/**
 * Makes every checkpoint say in its metadata (`run_id`) which run wrote it. So a run that is begun again after a
 * crash knows whether its input is in the thread already, and what a run did can be told apart in the history. Where
 * traces are recorded it says the `trace_id`, too.
 */
export function stampCheckpoints<Saver extends BaseCheckpointSaver>(saver: Saver): Saver {
  const put = saver.put.bind(saver);
  saver.put = (config, checkpoint, metadata, newVersions) => {
    const runId: unknown = config.configurable?.run_id;
    const traceId = presentTrace()?.trace_id;
    const stamp = {
      ...(runId === undefined ? {} : { run_id: runId }),
      ...(traceId ? { trace_id: traceId } : {}),
    };
    return put(config, checkpoint, Object.assign({}, metadata, stamp), newVersions);
  };
  return saver;
}

/** The run that wrote a checkpoint; undefined where it was none of ours. */
export function runIdOf(metadata: object | undefined): string | undefined {
  const runId = metadata && 'run_id' in metadata ? metadata.run_id : undefined;
  return typeof runId === 'string' ? runId : undefined;
}
