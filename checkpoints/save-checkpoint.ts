import type {
  ChannelVersions,
  Checkpoint,
  CheckpointMetadata,
  SerializerProtocol,
} from '@langchain/langgraph-checkpoint';
import { resolveRuns } from './array-elements.ts';
import type { CheckpointAddress } from './checkpoint-address.ts';
import { checkpointKey, type KnownArrays, nothingKnown, withoutChanged } from './known-arrays.ts';
import { encodeId, encodeName, encodeVersion, nullMark } from './names.ts';
import { changedChannels, prepareValues } from './prepare-values.ts';
import { recogniseArrays } from './recognise-arrays.ts';
import type { SaverContext } from './saver-context.ts';
import { loadScript, type ScriptArgument } from './script.ts';
import { dumpTyped } from './typed-value.ts';

const putScript = loadScript('common', 'put');

/** A checkpoint on its way into Redis. */
export interface NewCheckpoint {
  address: CheckpointAddress & { id: string };
  parentId: string | undefined;
  checkpoint: Checkpoint;
  metadata: CheckpointMetadata;
  newVersions: ChannelVersions;
}

/**
 * Saves a checkpoint in one round trip. Elements of arrays that its parent has are not sent again; when this
 * process does not know them, one more round trip finds out.
 */
export async function saveCheckpoint(context: SaverContext, entry: NewCheckpoint): Promise<void> {
  const { threadId, namespace, id } = entry.address;
  const parent = checkpointKey(threadId, namespace, entry.parentId ?? '');
  const known = context.known.get(parent) ?? (await recogniseArrays(context, entry));
  const saved =
    (await saveAfter(context, entry, known)) ??
    (await saveAfter(context, entry, await recogniseArrays(context, entry))) ??
    (await saveAfter(context, entry, nothingKnown));
  context.known.delete(parent);
  if (saved) context.known.set(checkpointKey(threadId, namespace, id), saved);
}

/** Saves it as the next one after `known`; `undefined` when the thread was deleted or pruned since then. */
async function saveAfter(
  context: SaverContext,
  entry: NewCheckpoint,
  known: KnownArrays,
): Promise<KnownArrays | undefined> {
  const { address, checkpoint, newVersions } = entry;
  const channels = changedChannels(checkpoint, newVersions);
  const [values, rest] = await Promise.all([
    prepareValues(context, address, channels, known),
    encodeRest(context.serde, entry),
  ]);
  const args: ScriptArgument[] = [
    context.lifetime,
    values.reuses ? known.epoch : '',
    context.newName(),
    `${encodeName(address.namespace)}\0${encodeId(address.id)}`,
    rest,
    values.elements.length,
    ...values.elements,
    ...values.fields,
  ];
  const sent = context.run('write', putScript, address.threadId, args);
  // Redis is at work now: the time to look whether a node changed an old element in place.
  const unchanged = withoutChanged(known, values.arrays.keys());
  const [reply, start] = (await sent) as [epoch: Buffer, start: number];
  context.written('put', args);
  const epoch = reply.toString();
  if (values.reuses && epoch !== known.epoch) return undefined;
  if (unchanged) return saveAfter(context, entry, unchanged);

  const arrays = new Map(epoch === known.epoch ? known.arrays : []);
  for (const [channel, array] of values.arrays) {
    arrays.set(channel, { ...array, runs: resolveRuns(array.runs, start) });
  }
  return { epoch, arrays };
}

/** The part of the member behind the id; see `lua/common.lua`. */
async function encodeRest(serde: SerializerProtocol, entry: NewCheckpoint): Promise<ScriptArgument> {
  const { v, id: _id, ts, channel_values, channel_versions, versions_seen, ...others } = entry.checkpoint;
  const versions = Object.entries(channel_versions)
    .map(([channel, version]) => {
      // Null is the value of every edge that was taken, so it is a mark here and not a value of its own.
      const mark = channel_values[channel] === null ? nullMark : '';
      return `${encodeName(channel)}=${encodeVersion(version)}${mark}`;
    })
    .join(',');
  const rest = [ts, versions_seen, ...(Object.keys(others).length > 0 ? [others] : [])];
  const head = [encodeId(entry.parentId ?? ''), v, versions, JSON.stringify(rest), ''].join('\0');
  return dumpTyped(serde, entry.metadata, head);
}
