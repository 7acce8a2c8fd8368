import { DeltaSnapshot, type SerializerProtocol } from '@langchain/langgraph-checkpoint';
import { decodeRuns, type Run, type StoredElements } from './array-elements.ts';
import { decodeName } from './names.ts';
import { loadElements, loadTyped } from './typed-value.ts';

/** The elements of a reply, as it came: address, elements, address, elements, … */
export type LoadedRuns = (number | Buffer[])[];

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

/** A value as it is stored: on the spot, or as an array whose elements lie elsewhere. */
type StoredValue = { typed: Buffer } | { runs: Run[]; isSnapshot: boolean };

/** See `lua/common.lua`. */
export function decodeValue(stored: Buffer): StoredValue {
  const kind = stored.toString('latin1', 0, 2);
  if (kind.startsWith('v')) return { typed: stored.subarray(1) };
  const isSnapshot = kind === 'ad';
  return { runs: decodeRuns(stored.toString('latin1', isSnapshot ? 2 : 1)), isSnapshot };
}

/** The value, and where its elements lie if it is an array. */
export async function readValue(
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
