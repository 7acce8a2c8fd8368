import type { StoredElements } from './array-elements.ts';
import { type Fingerprint, fingerprintOf, stillMatches } from './fingerprint.ts';

/** An array channel as this process last saw it in Redis. */
export interface KnownArray extends StoredElements {
  /** What the newest elements held then. */
  fingerprints: ReadonlyMap<unknown, Fingerprint>;
}

/** The array channels of one checkpoint. */
export interface KnownArrays {
  /** The life of the thread in which their addresses hold. */
  epoch: string;
  arrays: ReadonlyMap<string, KnownArray>;
}

/** What is known of a checkpoint that was never seen. */
export const nothingKnown: KnownArrays = { epoch: '', arrays: new Map() };

/** How many of the newest elements are compared with what they held, because their reader may change them. */
const watchedElements = 50;

/** Remembers an array with what its newest elements hold; what `previous` says of them is taken over. */
export function knownArray(array: StoredElements, previous?: KnownArray): KnownArray {
  const fingerprints = new Map<unknown, Fingerprint>();
  const { elements } = array;
  for (let i = Math.max(0, elements.length - watchedElements); i < elements.length; i += 1) {
    const element = elements[i];
    const fingerprint = previous?.fingerprints.get(element) ?? fingerprintOf(element);
    if (fingerprint) fingerprints.set(element, fingerprint);
  }
  return { ...array, fingerprints };
}

/**
 * The arrays of these channels without the elements that were changed in place since; `undefined` when there
 * are none.
 */
export function withoutChanged(known: KnownArrays, channels: Iterable<string>): KnownArrays | undefined {
  let arrays: Map<string, KnownArray> | undefined;
  for (const channel of channels) {
    const array = known.arrays.get(channel);
    if (!array) continue;
    const gone = new Set<unknown>();
    for (const [element, held] of array.fingerprints) if (!stillMatches(element, held)) gone.add(element);
    if (gone.size === 0) continue;
    arrays ??= new Map(known.arrays);
    arrays.set(channel, {
      elements: array.elements.map((element) => (gone.has(element) ? undefined : element)),
      runs: array.runs,
      fingerprints: new Map([...array.fingerprints].filter(([element]) => !gone.has(element))),
    });
  }
  return arrays && { epoch: known.epoch, arrays };
}

/** The name of a checkpoint in the cache. */
export function checkpointKey(threadId: string, namespace: string, id: string): string {
  // The lengths keep apart what would read the same when joined.
  return `${threadId.length} ${namespace.length} ${threadId}${namespace}${id}`;
}

/** The arrays of the checkpoints that this process read or wrote last. */
export interface KnownArraysCache {
  get(checkpoint: string): KnownArrays | undefined;
  set(checkpoint: string, known: KnownArrays): void;
  delete(checkpoint: string): void;
}

/** A cache bounded by the number of elements; the least recently used checkpoints go first. */
export function createKnownArraysCache(maximumElements: number): KnownArraysCache {
  const entries = new Map<string, KnownArrays>();
  let total = 0;

  function remove(checkpoint: string): void {
    const entry = entries.get(checkpoint);
    if (!entry) return;
    entries.delete(checkpoint);
    total -= sizeOf(entry);
  }

  return {
    get(checkpoint) {
      const entry = entries.get(checkpoint);
      if (entry) {
        entries.delete(checkpoint);
        entries.set(checkpoint, entry);
      }
      return entry;
    },
    set(checkpoint, known) {
      remove(checkpoint);
      entries.set(checkpoint, known);
      total += sizeOf(known);
      for (const oldest of entries.keys()) {
        if (total <= maximumElements) break;
        remove(oldest);
      }
    },
    delete: remove,
  };
}

function sizeOf(known: KnownArrays): number {
  // One for the entry itself, so that checkpoints without arrays are bounded as well.
  let size = 1;
  for (const array of known.arrays.values()) size += array.elements.length;
  return size;
}
