import { INTERRUPT } from '@langchain/langgraph';
import type {
  BaseCheckpointSaver,
  CheckpointPendingWrite,
  CheckpointTuple,
  PendingWrite,
} from '@langchain/langgraph-checkpoint';
import { NotFoundError } from '#errors/errors.ts';

/**
 * Copies one checkpoint of a thread into a new thread, with the questions that wait in it and the state of its
 * subgraphs. Its history stays with the old thread. Returns the checkpoint's id, which stays the same.
 *
 * @param from.checkpointId the newest without it.
 * @throws NotFoundError where there is no such checkpoint.
 */
export async function forkThread(
  saver: BaseCheckpointSaver,
  from: { threadId: string; checkpointId: string | undefined },
  threadId: string,
): Promise<string> {
  const { checkpointId } = from;
  const root = await saver.getTuple({
    configurable: {
      thread_id: from.threadId,
      checkpoint_ns: '',
      ...(checkpointId ? { checkpoint_id: checkpointId } : {}),
    },
  });
  if (!root) {
    throw new NotFoundError('There is no such checkpoint in this thread.', {
      fix: 'GET /threads/{id}/history tells which there are.',
    });
  }
  const newest = await saver.getTuple({ configurable: { thread_id: from.threadId, checkpoint_ns: '' } });
  // What came after an earlier checkpoint is to be done anew; only the questions asked there are kept.
  const kept = newest?.checkpoint.id === root.checkpoint.id ? () => true : isQuestion;
  for (const tuple of [root, ...(await subgraphsOf(saver, from.threadId, root.checkpoint.id))]) {
    await copy(saver, { ...tuple, pendingWrites: (tuple.pendingWrites ?? []).filter(kept) }, threadId);
  }
  return root.checkpoint.id;
}

/** The newest checkpoint of each subgraph that runs, or waits, below a checkpoint. */
async function subgraphsOf(
  saver: BaseCheckpointSaver,
  threadId: string,
  rootId: string,
): Promise<CheckpointTuple[]> {
  const newest = new Map<string, CheckpointTuple>();
  for await (const tuple of saver.list({ configurable: { thread_id: threadId } })) {
    const namespace = namespaceOf(tuple);
    const belongs = tuple.metadata?.parents?.[''] === rootId;
    if (namespace !== '' && belongs && !newest.has(namespace)) newest.set(namespace, tuple);
  }
  return [...newest.values()];
}

async function copy(saver: BaseCheckpointSaver, tuple: CheckpointTuple, threadId: string): Promise<void> {
  const namespace = namespaceOf(tuple);
  const { checkpoint, metadata, pendingWrites = [] } = tuple;
  const address = { thread_id: threadId, checkpoint_ns: namespace };
  const fork = metadata ?? { source: 'fork', step: 0, parents: {} };
  await saver.put({ configurable: address }, checkpoint, fork, checkpoint.channel_versions);
  const byTask = Map.groupBy(pendingWrites, ([taskId]) => taskId);
  for (const [taskId, writes] of byTask) {
    const values = writes.map(([, channel, value]): PendingWrite => [channel, value]);
    await saver.putWrites({ configurable: { ...address, checkpoint_id: checkpoint.id } }, values, taskId);
  }
}

function isQuestion([, channel]: CheckpointPendingWrite): boolean {
  return channel === INTERRUPT;
}

function namespaceOf({ config }: CheckpointTuple): string {
  return String(config.configurable?.checkpoint_ns ?? '');
}
