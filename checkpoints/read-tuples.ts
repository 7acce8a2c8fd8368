import {
  type Checkpoint,
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type CheckpointTuple,
  compareWritesSortKeys,
  maxChannelVersion,
  type SerializerProtocol,
  TASKS,
  writesSortKey,
} from '@langchain/langgraph-checkpoint';
import type { StoredElements } from './array-elements.ts';
import { configOf } from './checkpoint-address.ts';
import { decodeHead } from './checkpoint-member.ts';
import { decodeName } from './names.ts';
import { splitAtNul } from './split-at-nul.ts';
import { decodeValue, type LoadedRuns, readValue, readValues } from './stored-values.ts';
import { loadTyped } from './typed-value.ts';

/** The reply of the scripts that return checkpoints; see `lua/read-common.lua`. */
export type TuplesReply = [epoch: Buffer, tuples: RawTuple[], runs: LoadedRuns];

/** A checkpoint's member, its writes, its values (field, value, …), and its parent's writes before format 4. */
export type RawTuple = [member: Buffer, writes: Buffer[], values: Buffer[], parentsWrites: Buffer[]];

/** A checkpoint as LangGraph wants it, and where its array channels lie. */
export interface ReadTuple {
  tuple: CheckpointTuple;
  arrays: Map<string, StoredElements>;
}

/** Decodes one checkpoint of a reply. */
export async function readTuple(
  serde: SerializerProtocol,
  threadId: string,
  raw: RawTuple,
  loaded: LoadedRuns,
): Promise<ReadTuple> {
  const [member, writes, values, parentsWrites] = raw;
  const head = decodeHead(member);
  const [metadata, pendingWrites, channels] = await Promise.all([
    loadTyped(serde, head.metadata) as Promise<CheckpointMetadata>,
    readWrites(serde, writes, loaded),
    readValues(serde, values, loaded),
  ]);
  const checkpoint: Checkpoint = {
    ...head.rest,
    v: head.v,
    id: head.id,
    channel_values: {
      ...Object.fromEntries(head.nullChannels.map((channel) => [channel, null])),
      ...channels.values,
    },
    channel_versions: head.versions,
  };
  if (head.v < 4 && head.parentId) addSentTasks(checkpoint, await readWrites(serde, parentsWrites, loaded));
  const tuple: CheckpointTuple = {
    config: configOf(threadId, head.namespace, head.id),
    checkpoint,
    metadata,
    pendingWrites,
  };
  if (head.parentId) tuple.parentConfig = configOf(threadId, head.namespace, head.parentId);
  return { tuple, arrays: channels.arrays };
}

/** Decodes a checkpoint's writes into the order in which LangGraph applies them. */
export async function readWrites(
  serde: SerializerProtocol,
  members: readonly Buffer[],
  loaded: LoadedRuns,
): Promise<CheckpointPendingWrite[]> {
  const writes = members.map((member) => {
    const { parts, rest } = splitAtNul(member, 6);
    const [, , taskId = '', index, path = '', channel = ''] = parts;
    const key = writesSortKey(decodeName(path), decodeName(taskId), Number(index));
    return { key, channel: decodeName(channel), rest };
  });
  writes.sort((a, b) => compareWritesSortKeys(a.key, b.key));
  return Promise.all(
    writes.map(
      async ({ key, channel, rest }): Promise<CheckpointPendingWrite> => [
        key[1],
        channel,
        (await readValue(serde, decodeValue(rest), loaded)).value,
      ],
    ),
  );
}

/** Before format 4 the tasks that a checkpoint sends were stored as its parent's writes. */
function addSentTasks(checkpoint: Checkpoint, parentsWrites: CheckpointPendingWrite[]): void {
  const versions = Object.values(checkpoint.channel_versions);
  checkpoint.channel_values[TASKS] = parentsWrites
    .filter(([, channel]) => channel === TASKS)
    .map(([, , value]) => value);
  checkpoint.channel_versions[TASKS] = versions.length > 0 ? maxChannelVersion(...versions) : 1;
}
