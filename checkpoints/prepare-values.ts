import {
  type ChannelVersions,
  type Checkpoint,
  isDeltaSnapshot,
  type SerializerProtocol,
} from '@langchain/langgraph-checkpoint';
import { type AddressedElements, addressElements, arrayOf, encodeRuns } from './array-elements.ts';
import { encodeName, encodeVersion } from './names.ts';
import { dumpTyped } from './typed-value.ts';

/** A channel that has a new value. */
export interface ChangedChannel {
  channel: string;
  version: number | string;
  value: unknown;
}

/** The channels with a new version that have a value; one without a value is empty, and nothing is stored. */
export function changedChannels(checkpoint: Checkpoint, newVersions: ChannelVersions): ChangedChannel[] {
  return Object.entries(newVersions)
    .map(([channel, version]) => ({ channel, version, value: checkpoint.channel_values[channel] }))
    .filter(({ value }) => value !== undefined);
}

/** What the put script is sent of the changed channels. */
export interface PreparedValues {
  /** Field and value of each, for the hash of values. */
  fields: (string | Buffer)[];
  /** The elements of arrays that are not stored yet. */
  elements: Buffer[];
  /** The arrays; the n-th of `elements` has the address `-n` in them. */
  arrays: Map<string, AddressedElements>;
  /** Whether any array refers to elements that are stored already. */
  reuses: boolean;
}

/** Serialises the channels; arrays only as far as `stored` does not have their elements. */
export async function prepareValues(
  serde: SerializerProtocol,
  namespace: string,
  channels: readonly ChangedChannel[],
  stored: ReadonlyMap<string, AddressedElements>,
): Promise<PreparedValues> {
  const prepared: PreparedValues = { fields: [], elements: [], arrays: new Map(), reuses: false };
  for (const { channel, version, value } of channels) {
    prepared.fields.push(`${encodeName(namespace)}\0${encodeName(channel)}\0${encodeVersion(version)}`);
    const elements = arrayOf(value);
    prepared.fields.push(
      elements
        ? await addArray(serde, prepared, channel, elements, stored.get(channel), isDeltaSnapshot(value))
        : Buffer.concat([Buffer.from('v'), await dumpTyped(serde, value)]),
    );
  }
  return prepared;
}

async function addArray(
  serde: SerializerProtocol,
  prepared: PreparedValues,
  channel: string,
  elements: readonly unknown[],
  stored: AddressedElements = { elements: [], addresses: [] },
  isSnapshot: boolean,
): Promise<string> {
  const firstNew = prepared.elements.length;
  const addresses = addressElements(elements, stored);
  const added = elements.filter((_, index) => (addresses[index] ?? 0) < 0);
  if (added.length < elements.length) prepared.reuses = true;
  prepared.elements.push(...(await Promise.all(added.map((element) => dumpTyped(serde, element)))));
  prepared.arrays.set(channel, {
    elements: [...elements],
    addresses: firstNew === 0 ? addresses : addresses.map((a) => (a < 0 ? a - firstNew : a)),
  });
  return `${isSnapshot ? 'ad' : 'a'}${encodeRuns(addresses, firstNew)}`;
}
