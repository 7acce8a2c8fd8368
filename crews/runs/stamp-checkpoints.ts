import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';

/**
 * Makes every checkpoint say in its metadata (`run_id`) which run wrote it. So a run that is begun again after a
 * crash knows whether its input is in the thread already, and what a run did can be told apart in the history.
 */
export function stampCheckpoints<Saver extends BaseCheckpointSaver>(saver: Saver): Saver {
  const put = saver.put.bind(saver);
  saver.put = (config, checkpoint, metadata, newVersions) => {
    const runId: unknown = config.configurable?.run_id;
    return put(
      config,
      checkpoint,
      runId === undefined ? metadata : Object.assign({}, metadata, { run_id: runId }),
      newVersions,
    );
  };
  return saver;
}

/** The run that wrote a checkpoint; undefined where it was none of ours. */
export function runIdOf(metadata: object | undefined): string | undefined {
  const runId = metadata && 'run_id' in metadata ? metadata.run_id : undefined;
  return typeof runId === 'string' ? runId : undefined;
}
