import {
  type Checkpoint,
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type CheckpointTuple,
  compareWritesSortKeys,
  DeltaSnapshot,
  maxChannelVersion,
  type SerializerProtocol,
  TASKS,
  writesSortKey,
} from '@langchain/langgraph-checkpoint';
import { decodeRuns, type Run, type StoredElements } from './array-elements.ts';
import { configOf } from './checkpoint-address.ts';
import { decodeName, decodeVersion, nullMark } from './names.ts';
import { splitAtNul } from './split-at-nul.ts';
import { loadElements, loadTyped } from './typed-value.ts';

/** The reply of the scripts that return checkpoints; see `lua/read-common.lua`. */
export type TuplesReply = [epoch: Buffer, tuples: RawTuple[], runs: (number | Buffer[])[]];

/** A checkpoint's member, its writes, its values (field, value, …), and its parent's writes before format 4. */
export type RawTuple = [member: Buffer, writes: Buffer[], values: Buffer[], parentsWrites: Buffer[]];

/** A checkpoint as LangGraph wants it, and where its array channels lie. */
export interface ReadTuple {
  tuple: CheckpointTuple;
  arrays: Map<string, StoredElements>;
}

/** The elements of a reply, as it came: address, elements, address, elements, … */
export type LoadedRuns = TuplesReply[2];

/** The elements of these runs, in their order, as far as they are there. */
export function elementsOf(loaded: LoadedRuns, runs: readonly Run[]): Buffer[] {
  return runs.flatMap(({ start, count }) => {
    for (let i = 0; i < loaded.length; i += 2) {
      const [first, elements] = [loaded[i], loaded[i + 1]];
      if (typeof first !== 'number' || !Array.isArray(elements)) continue;
      if (first <= start && start < first + elements.length) {
        return elements.slice(start - first, start - first + count);
      }
    }
    return [];
  });
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

/** The parts of a checkpoint's member; see `lua/common.lua`. */
export function decodeHead(member: Buffer) {
  const { parts, rest: metadata } = splitAtNul(member, 6);
  const [namespace = '', id = '', parent = '', v, versions = '', rest = '[]'] = parts;
  return {
    namespace: decodeName(namespace),
    id: decodeName(id),
    parentId: decodeName(parent),
    v: Number(v),
    versions: decodeVersions(versions),
    nullChannels: nullChannelsOf(versions),
    rest: decodeRest(rest),
    metadata,
  };
}

function decodeRest(rest: string): Pick<Checkpoint, 'ts' | 'versions_seen'> {
  const [ts, versions_seen, others] = JSON.parse(rest) as [string, Checkpoint['versions_seen'], object?];
  return { ts, versions_seen, ...others };
}

function decodeVersions(encoded: string): Record<string, number | string> {
  return Object.fromEntries(
    splitVersions(encoded).map(({ channel, version }) => [
      channel,
      decodeVersion(version.endsWith(nullMark) ? version.slice(0, -nullMark.length) : version),
    ]),
  );
}

function nullChannelsOf(encoded: string): string[] {
  const marked = splitVersions(encoded).filter(({ version }) => version.endsWith(nullMark));
  return marked.map(({ channel }) => channel);
}

function splitVersions(encoded: string): { channel: string; version: string }[] {
  if (encoded === '') return [];
  return encoded.split(',').map((pair) => {
    const [channel = '', version = ''] = pair.split('=');
    return { channel: decodeName(channel), version };
  });
}

/** A value as it is stored: on the spot, or as an array whose elements lie elsewhere. */
type StoredValue = { typed: Buffer } | { runs: Run[]; isSnapshot: boolean };

function decodeValue(stored: Buffer): StoredValue {
  const kind = stored.toString('latin1', 0, 2);
  if (kind.startsWith('v')) return { typed: stored.subarray(1) };
  const isSnapshot = kind === 'ad';
  return { runs: decodeRuns(stored.toString('latin1', isSnapshot ? 2 : 1)), isSnapshot };
}

async function readValue(
  serde: SerializerProtocol,
  stored: StoredValue,
  loaded: LoadedRuns,
): Promise<{ value: unknown; array?: StoredElements }> {
  if ('typed' in stored) return { value: await loadTyped(serde, stored.typed) };
  const elements = await loadElements(serde, elementsOf(loaded, stored.runs), stored.runs);
  return {
    value: stored.isSnapshot ? new DeltaSnapshot(elements) : elements,
    array: { elements: elements.slice(), runs: stored.runs },
  };
}

/** The channels of a reply with their values as they are stored. */
export function decodeFields(fields: readonly Buffer[]): { channel: string; stored: StoredValue }[] {
  return Array.from({ length: fields.length / 2 }, (_, i) => ({
    channel: decodeName(fields[2 * i]?.toString().split('\0')[1] ?? ''),
    stored: decodeValue(fields[2 * i + 1] ?? Buffer.of()),
  }));
}

/** The values of the channels of a reply, and where their arrays lie. */
export async function readValues(serde: SerializerProtocol, fields: readonly Buffer[], loaded: LoadedRuns) {
  const values: Record<string, unknown> = {};
  const arrays = new Map<string, StoredElements>();
  for (const { channel, stored } of decodeFields(fields)) {
    const { value, array } = await readValue(serde, stored, loaded);
    values[channel] = value;
    if (array) arrays.set(channel, array);
  }
  return { values, arrays };
}

/** Before format 4 the tasks that a checkpoint sends were stored as its parent's writes. */
function addSentTasks(checkpoint: Checkpoint, parentsWrites: CheckpointPendingWrite[]): void {
  const versions = Object.values(checkpoint.channel_versions);
  checkpoint.channel_values[TASKS] = parentsWrites
    .filter(([, channel]) => channel === TASKS)
    .map(([, , value]) => value);
  checkpoint.channel_versions[TASKS] = versions.length > 0 ? maxChannelVersion(...versions) : 1;
}
