import { type ChannelVersions, type Checkpoint, isDeltaSnapshot } from '@langchain/langgraph-checkpoint';
import { appendRun, arrayOf, encodeRuns, type StoredElements, shareElements } from './array-elements.ts';
import type { CheckpointAddress } from './checkpoint-address.ts';
import type { FreshWrites, WrittenElement } from './fresh-writes.ts';
import { type KnownArray, type KnownArrays, knownArray } from './known-arrays.ts';
import { encodeName, encodeVersion } from './names.ts';
import type { SaverContext } from './saver-context.ts';
import { dumpTyped } from './typed-value.ts';

const noElements = { elements: [], runs: [] };

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
  fields: (string | Buffer)[];
  /** The elements of arrays that are not stored yet. */
  elements: Buffer[];
  /** The writes that have elements of these arrays. */
  writes: Pick<WrittenElement, 'place' | 'mark'>[];
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
    writes: [],
    arrays: new Map(),
    reuses: false,
  };
  const serialise = (element: unknown) => dumpTyped(context.serde, element);
  for (const { channel, version, value } of channels) {
    prepared.fields.push(`${encodeName(namespace)}\0${encodeName(channel)}\0${encodeVersion(version)}`);
    const elements = arrayOf(value);
    if (!elements) {
      prepared.fields.push(Buffer.concat([Buffer.from('v'), await serialise(value)]));
      continue;
    }
    const before = known.arrays.get(channel);
    // What a write has is good only in the life of the thread that this process knows.
    const fresh = known.epoch ? context.fresh : undefined;
    const stored = withWritten(before ?? noElements, elements, { fresh, threadId, writes: prepared.writes });
    const { runs, added } = shareElements(elements, stored, prepared.elements.length);
    if (added.length < elements.length) prepared.reuses = true;
    // Before the first await, so that it is what the serializer sees as well.
    prepared.arrays.set(channel, knownArray({ elements: elements.slice(), runs }, before));
    prepared.fields.push(`${isDeltaSnapshot(value) ? 'ad' : 'a'}${encodeRuns(runs)}`);
    prepared.elements.push(...(await Promise.all(added.map(serialise))));
  }
  return prepared;
}

/** What is stored, and behind it those of the new elements that a task of this thread wrote just now. */
function withWritten(
  stored: StoredElements,
  elements: readonly object[],
  {
    fresh,
    threadId,
    writes,
  }: { fresh: FreshWrites | undefined; threadId: string; writes: PreparedValues['writes'] },
): StoredElements {
  const extended = { elements: [...stored.elements], runs: stored.runs.map((run) => ({ ...run })) };
  for (let i = stored.elements.length; i < elements.length; i += 1) {
    const element = elements[i] as object;
    const written = fresh?.take(element);
    if (written?.threadId !== threadId) continue;
    const known = writes.findIndex(({ mark, place }) => mark === written.mark && place === written.place);
    const write = known >= 0 ? known : writes.push(written) - 1;
    appendRun(extended.runs, { start: written.index, count: 1, write });
    extended.elements.push(element);
  }
  return extended;
}
