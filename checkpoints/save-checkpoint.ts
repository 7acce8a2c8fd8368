import { randomBytes } from 'node:crypto';
import {
  type ChannelVersions,
  type Checkpoint,
  type CheckpointMetadata,
  isDeltaSnapshot,
  type SerializerProtocol,
} from '@langchain/langgraph-checkpoint';
import { addressElements, arrayOf, encodeRuns, type StoredArray } from './array-elements.ts';
import type { CheckpointAddress } from './checkpoint-address.ts';
import { checkpointKey, type KnownArrays } from './known-arrays.ts';
import { encodeName, encodeVersion } from './names.ts';
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

interface NewValues {
  /** Field and value of each channel that changed, for the hash of values. */
  fields: (string | Buffer)[];
  /** The elements that are not stored yet. */
  elements: Buffer[];
  arrays: Map<string, StoredArray>;
}

/** Saves a checkpoint in one round trip; elements of arrays that its parent has are not sent again. */
export async function saveCheckpoint(context: SaverContext, entry: NewCheckpoint): Promise<void> {
  const { threadId, namespace, id } = entry.address;
  const parent =
    entry.parentId === undefined ? undefined : checkpointKey(threadId, namespace, entry.parentId);
  const known = parent === undefined ? undefined : context.known.get(parent);
  const saved = await trySave(context, entry, known);
  // Between the read and this write the thread was deleted, expired or pruned: nothing of it can be reused.
  const done = saved ?? (await trySave(context, entry, undefined));
  if (!done) return;
  if (parent !== undefined) context.known.delete(parent);
  context.known.set(checkpointKey(threadId, namespace, id), done);
}

async function trySave(
  context: SaverContext,
  entry: NewCheckpoint,
  known: KnownArrays | undefined,
): Promise<KnownArrays | undefined> {
  const [values, rest] = await Promise.all([
    prepareValues(context.serde, entry, known),
    encodeRest(context.serde, entry),
  ]);
  const expected = known && reusesElements(values) ? known.epoch : '';
  const args: ScriptArgument[] = [
    context.lifetime,
    expected,
    randomBytes(6).toString('base64'),
    `${encodeName(entry.address.namespace)}\0${encodeName(entry.address.id)}`,
    rest,
    values.elements.length,
    ...values.elements,
    ...values.fields,
  ];
  const [epoch, start] = (await context.run('write', putScript, entry.address.threadId, args)) as [
    Buffer,
    number,
  ];
  if (expected !== '' && expected !== epoch.toString()) return undefined;
  return { epoch: epoch.toString(), arrays: resolved(values.arrays, start, known) };
}

async function prepareValues(
  serde: SerializerProtocol,
  { address, checkpoint, newVersions }: NewCheckpoint,
  known: KnownArrays | undefined,
): Promise<NewValues> {
  const prepared: NewValues = { fields: [], elements: [], arrays: new Map() };
  const namespace = encodeName(address.namespace);
  for (const [channel, version] of Object.entries(newVersions)) {
    const value = checkpoint.channel_values[channel];
    if (value === undefined) continue;
    prepared.fields.push(`${namespace}\0${encodeName(channel)}\0${encodeVersion(version)}`);
    const elements = arrayOf(value);
    if (!elements) {
      prepared.fields.push(Buffer.concat([Buffer.from('v'), await dumpTyped(serde, value)]));
      continue;
    }
    const firstNew = prepared.elements.length;
    const addresses = addressElements(elements, known?.arrays.get(channel));
    const added = elements.filter((_, index) => (addresses[index] ?? 0) < 0);
    prepared.elements.push(...(await Promise.all(added.map((element) => dumpTyped(serde, element)))));
    prepared.fields.push(`${isDeltaSnapshot(value) ? 'ad' : 'a'}${encodeRuns(addresses, firstNew)}`);
    prepared.arrays.set(channel, {
      elements: [...elements],
      addresses: addresses.map((a) => (a < 0 ? a - firstNew : a)),
    });
  }
  return prepared;
}

/** The part of the member behind the id; see `lua/common.lua`. */
async function encodeRest(serde: SerializerProtocol, entry: NewCheckpoint): Promise<Buffer> {
  const { v, id: _, channel_values: __, channel_versions, ...rest } = entry.checkpoint;
  const versions = Object.entries(channel_versions)
    .map(([channel, version]) => `${encodeName(channel)}=${encodeVersion(version)}`)
    .join(',');
  const head = [encodeName(entry.parentId ?? ''), v, versions, JSON.stringify(rest), ''].join('\0');
  return Buffer.concat([Buffer.from(head), await dumpTyped(serde, entry.metadata)]);
}

function reusesElements(values: NewValues): boolean {
  for (const array of values.arrays.values()) {
    if (array.addresses.some((address) => address >= 0)) return true;
  }
  return false;
}

/** The arrays of the new checkpoint with their final addresses; unchanged channels keep what was known. */
function resolved(
  arrays: Map<string, StoredArray>,
  start: number,
  known: KnownArrays | undefined,
): Map<string, StoredArray> {
  const all = new Map(known?.arrays);
  for (const [channel, { elements, addresses }] of arrays) {
    all.set(channel, { elements, addresses: addresses.map((a) => (a < 0 ? start - 1 - a : a)) });
  }
  return all;
}
