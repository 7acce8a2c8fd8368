import type { StoredElements } from './array-elements.ts';
import { type Fingerprint, fingerprintOf, stillMatches } from './fingerprint.ts';

/** An array channel as this process last saw it in Redis. */
export interface KnownArray extends StoredElements {
  /** What the newest elements held then, the last one last; `undefined` for one that is not compared. */
  held: readonly (Fingerprint | undefined)[];
}

/** The array channels of one checkpoint. */
export interface KnownArrays {
  /** The life of the thread in which their addresses hold. */
  epoch: string;
  arrays: ReadonlyMap<string, KnownArray>;
}

/** An array of which nothing is stored. */
export const noElements: KnownArray = { elements: [], runs: [], held: [] };

/** What is known of a checkpoint that was never seen. */
export const nothingKnown: KnownArrays = { epoch: '', arrays: new Map() };

/** How many of the newest elements are compared with what they held, because their reader may change them. */
const watchedElements = 50;

/** Remembers an array with what its newest elements hold; what `previous` says of them is taken over. */
export function knownArray({ elements, runs }: StoredElements, previous = noElements): KnownArray {
  const held: (Fingerprint | undefined)[] = [];
  const offset = previous.elements.length - previous.held.length;
  for (let i = Math.max(0, elements.length - watchedElements); i < elements.length; i += 1) {
    const element = elements[i];
    const before = previous.elements[i] === element ? i : previous.elements.lastIndexOf(element);
    held.push(previous.held[before - offset] ?? fingerprintOf(element));
  }
  return { elements, runs, held };
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
    const offset = array.elements.length - array.held.length;
    const gone = new Set<unknown>();
    for (const [i, held] of array.held.entries()) {
      const element = array.elements[offset + i];
      if (held && !stillMatches(element, held)) gone.add(element);
    }
    if (gone.size === 0) continue;
    arrays ??= new Map(known.arrays);
    const elements = array.elements.map((element) => (gone.has(element) ? undefined : element));
    arrays.set(channel, {
      elements,
      runs: array.runs,
      held: array.held.map((held, i) => (elements[offset + i] === undefined ? undefined : held)),
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
