import { type ChannelVersions, type Checkpoint, isDeltaSnapshot } from '@langchain/langgraph-checkpoint';
import { appendRun, arrayOf, encodeRuns, shareElements } from './array-elements.ts';
import type { CheckpointAddress } from './checkpoint-address.ts';
import { type KnownArray, type KnownArrays, knownArray, noElements } from './known-arrays.ts';
import { encodeName, encodeVersion } from './names.ts';
import type { SaverContext } from './saver-context.ts';
import type { ScriptArgument } from './script.ts';
import { dumpTyped } from './typed-value.ts';

/** A channel that has a new value. */
export interface ChangedChannel {
  channel: string;
  version: number | string;
  value: unknown;
}

/** The channels with a new version that have a value to be stored: not those that are empty or null. */
export function changedChannels(checkpoint: Checkpoint, newVersions: ChannelVersions): ChangedChannel[] {
  return Object.entries(newVersions)
    .map(([channel, version]) => ({ channel, version, value: checkpoint.channel_values[channel] }))
    .filter(({ value }) => value !== undefined && value !== null);
}

/** What the put script is sent of the changed channels. */
export interface PreparedValues {
  /** Field and value of each, for the hash of values. */
  fields: ScriptArgument[];
  /** The elements of arrays that are not stored yet. */
  elements: ScriptArgument[];
  /** The arrays, with runs that are still being added. */
  arrays: Map<string, KnownArray>;
  /** Whether any array refers to elements that are stored already. */
  reuses: boolean;
}

/** Serialises the channels; arrays only as far as neither `known` nor a write of this thread has their elements. */
export async function prepareValues(
  context: Pick<SaverContext, 'serde' | 'fresh'>,
  { threadId, namespace }: CheckpointAddress,
  channels: readonly ChangedChannel[],
  known: KnownArrays,
): Promise<PreparedValues> {
  const prepared: PreparedValues = {
    fields: [],
    elements: [],
    arrays: new Map(),
    reuses: false,
  };
  for (const { channel, version, value } of channels) {
    prepared.fields.push(`${encodeName(namespace)}\0${encodeName(channel)}\0${encodeVersion(version)}`);
    const before = known.arrays.get(channel) ?? noElements;
    const elements = arrayOf(value, before.elements);
    if (!elements) {
      prepared.fields.push(await dumpTyped(context.serde, value, 'v'));
      continue;
    }
    const stored = await withWritten(context, threadId, before, elements, known.epoch);
    const { runs, added } = shareElements(elements, stored, prepared.elements.length);
    if (added.length < elements.length) prepared.reuses = true;
    // In one step with serialising it, so that it is what the serializer sees as well.
    prepared.arrays.set(channel, knownArray({ elements: elements.slice(), runs }, stored));
    prepared.fields.push(`${isDeltaSnapshot(value) ? 'ad' : 'a'}${encodeRuns(runs)}`);
    if (added.length === 0) continue;
    const dumped = added.map((element) => dumpTyped(context.serde, element));
    prepared.elements.push(...(await Promise.all(dumped)));
  }
  return prepared;
}

/** What is stored, and behind it those of the new elements that a task of this thread wrote just now. */
async function withWritten(
  { fresh }: Pick<SaverContext, 'fresh'>,
  threadId: string,
  stored: KnownArray,
  elements: readonly object[],
  epoch: string,
): Promise<KnownArray> {
  if (epoch === '') return stored; // nothing is known of the thread, so no place holds
  const taken = elements.slice(stored.elements.length).map((element) => fresh.take(threadId, element));
  const extended = { elements: [...stored.elements], runs: [...stored.runs], held: [...stored.held] };
  for (const [i, written] of taken.entries()) {
    // Its task's writes may still be on their way: their answer is less to wait for than to send it again.
    const place = written?.place instanceof Promise ? await written.place : written?.place;
    if (!written || place?.epoch !== epoch) continue;
    appendRun(extended.runs, { start: place.address, count: 1 });
    extended.elements.push(elements[stored.elements.length + i]);
    extended.held.push(written.held);
  }
  return extended;
}
