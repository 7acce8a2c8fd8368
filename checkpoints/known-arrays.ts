import type { StoredArray } from './array-elements.ts';
import { encodeName } from './names.ts';

/** The array channels of one checkpoint, as this process last saw them in Redis. */
export interface KnownArrays {
  /** The life of the thread in which their addresses hold. */
  epoch: string;
  arrays: ReadonlyMap<string, StoredArray>;
}

/**
 * Remembers the arrays of the checkpoints that this process read or wrote last, so that the next checkpoint
 * sends only what was added. Bounded by the number of elements; the least recently used go first.
 */
export interface KnownArraysCache {
  get(checkpoint: string): KnownArrays | undefined;
  set(checkpoint: string, known: KnownArrays): void;
  delete(checkpoint: string): void;
}

/** The name of a checkpoint in this cache. */
export function checkpointKey(threadId: string, namespace: string, id: string): string {
  return [threadId, namespace, id].map(encodeName).join(' ');
}

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
  // One more for each entry, so that checkpoints without arrays are bounded as well.
  let size = 1;
  for (const array of known.arrays.values()) size += array.elements.length;
  return size;
}
