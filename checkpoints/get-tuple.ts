import type { CheckpointTuple } from '@langchain/langgraph-checkpoint';
import type { CheckpointAddress } from './checkpoint-address.ts';
import { checkpointKey, knownArray } from './known-arrays.ts';
import { encodeId, encodeName } from './names.ts';
import { readTuple, type TuplesReply } from './read-tuples.ts';
import type { SaverContext } from './saver-context.ts';
import { loadScript } from './script.ts';

export const getTupleScript = loadScript('common', 'read-common', 'get-tuple');

/** Reads a checkpoint, or the newest of its namespace, in one round trip. */
export async function getTuple(
  context: SaverContext,
  address: CheckpointAddress,
): Promise<CheckpointTuple | undefined> {
  const { threadId, namespace, id = '' } = address;
  const args = [context.lifetimeOnRead, encodeName(namespace), encodeId(id)];
  const reply = (await context.run('read', getTupleScript, threadId, args)) as TuplesReply;
  const [epoch, [raw], runs] = reply;
  if (!raw) return undefined;
  const { tuple, arrays } = await readTuple(context.serde, threadId, raw, runs);
  const key = checkpointKey(threadId, namespace, tuple.checkpoint.id);
  const known = [...arrays].map(([channel, array]) => [channel, knownArray(array)] as const);
  context.known.set(key, { epoch: epoch.toString(), arrays: new Map(known) });
  return tuple;
}
