import { type ChannelVersions, type Checkpoint, isDeltaSnapshot } from '@langchain/langgraph-checkpoint';
import { arrayOf, encodeRuns, shareElements } from './array-elements.ts';
import { type KnownArray, knownArray } from './known-arrays.ts';
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
  /** The arrays, with runs that are still being added. */
  arrays: Map<string, KnownArray>;
  /** Whether any array refers to elements that are stored already. */
  reuses: boolean;
}

/** Serialises the channels; arrays only as far as `known` does not have their elements. */
export async function prepareValues(
  context: Pick<SaverContext, 'serde' | 'fresh'>,
  namespace: string,
  channels: readonly ChangedChannel[],
  known: ReadonlyMap<string, KnownArray>,
): Promise<PreparedValues> {
  const prepared: PreparedValues = { fields: [], elements: [], arrays: new Map(), reuses: false };
  for (const { channel, version, value } of channels) {
    prepared.fields.push(`${encodeName(namespace)}\0${encodeName(channel)}\0${encodeVersion(version)}`);
    const elements = arrayOf(value);
    prepared.fields.push(
      elements
        ? await addArray(context, prepared, channel, elements, known.get(channel), isDeltaSnapshot(value))
        : Buffer.concat([Buffer.from('v'), await dumpTyped(context.serde, value)]),
    );
  }
  return prepared;
}

async function addArray(
  { serde, fresh }: Pick<SaverContext, 'serde' | 'fresh'>,
  prepared: PreparedValues,
  channel: string,
  elements: readonly object[],
  known: KnownArray | undefined,
  isSnapshot: boolean,
): Promise<string> {
  const { runs, added } = shareElements(elements, known ?? noElements, prepared.elements.length);
  if (added.length < elements.length) prepared.reuses = true;
  // Before the first await, so that it is what the serializer sees as well.
  prepared.arrays.set(channel, knownArray({ elements: elements.slice(), runs }, known));
  prepared.elements.push(
    ...(await Promise.all(added.map((element) => fresh.take(element) ?? dumpTyped(serde, element)))),
  );
  return `${isSnapshot ? 'ad' : 'a'}${encodeRuns(runs)}`;
}
