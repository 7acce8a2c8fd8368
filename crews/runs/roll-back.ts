import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import type { CompiledGraph } from '#graphs/catalogue.ts';
import type { Run } from './run.ts';
import { runIdOf } from './stamp-checkpoints.ts';

/**
 * Takes a thread back to where it was before a run. What the run wrote stays in the history, aside: the thread
 * goes on from a copy of the checkpoint before it.
 */
export async function rollBack(
  run: Run,
  graph: CompiledGraph,
  checkpointer: Pick<BaseCheckpointSaver, 'deleteThread'>,
): Promise<void> {
  const address = { configurable: { thread_id: run.threadId } };
  let isNewest = true;
  for await (const { config, metadata } of graph.getStateHistory(address)) {
    if (runIdOf(metadata) !== run.id) {
      // It had not come to its first checkpoint: nothing to take back.
      if (isNewest) return;
      const checkpointId: unknown = config.configurable?.checkpoint_id;
      const before = { configurable: { ...address.configurable, checkpoint_id: String(checkpointId) } };
      await graph.updateState(before, null, '__copy__');
      return;
    }
    isNewest = false;
  }
  await checkpointer.deleteThread(run.threadId);
}
