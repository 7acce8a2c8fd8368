import { type Fingerprint, fingerprintOf, stillMatches } from './fingerprint.ts';

/** Where an element lies, and the life of its thread in which that holds. */
export interface ElementPlace {
  epoch: string;
  address: number;
}

/** What a task wrote. */
export interface WrittenElement {
  /** Where it lies; known once Redis has answered. `undefined` when it was not saved. */
  place: ElementPlace | undefined | Promise<ElementPlace | undefined>;
  /** What it held when it was written. */
  held: Fingerprint;
}

/**
 * What tasks wrote a moment ago. LangGraph saves a message twice within milliseconds, with its task's writes and in
 * the channel; the second time a reference does.
 */
export interface FreshWrites {
  remember(threadId: string, element: object, place: Promise<ElementPlace | undefined>): void;
  /** It, once, unless it was changed since or belongs to another thread. */
  take(threadId: string, element: object): WrittenElement | undefined;
}

/** Knows of an object no longer than the object lives, or until it is asked for. */
export function createFreshWrites(): FreshWrites {
  const fresh = new WeakMap<object, WrittenElement & { threadId: string }>();
  return {
    remember(threadId, element, place) {
      const held = fingerprintOf(element);
      if (!held) return;
      const written: WrittenElement & { threadId: string } = { threadId, place, held };
      fresh.set(element, written);
      void place.then((known) => {
        written.place = known;
      });
    },
    take(threadId, element) {
      const written = fresh.get(element);
      if (!written) return undefined;
      fresh.delete(element);
      return written.threadId === threadId && stillMatches(element, written.held) ? written : undefined;
    },
  };
}
