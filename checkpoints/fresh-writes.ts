import { type Fingerprint, fingerprintOf, stillMatches } from './fingerprint.ts';

/** Where an element lies among the writes of its thread. */
export interface WrittenElement {
  threadId: string;
  /** How the member of its write begins. */
  place: string;
  /** Of the call that saved the write; another one was there before it when Redis has another mark. */
  mark: string;
  /** Its position among the elements of the write. */
  index: number;
}

/**
 * What tasks wrote a moment ago. LangGraph saves a message twice within milliseconds, with its task's writes and in
 * the channel; the second time a reference does, even while the first is still on its way.
 */
export interface FreshWrites {
  remember(element: object, written: WrittenElement): void;
  /** Where it was written, once, unless it was changed since. */
  take(element: object): WrittenElement | undefined;
}

/** Knows of an object no longer than the object lives, or until it is asked for. */
export function createFreshWrites(): FreshWrites {
  const fresh = new WeakMap<object, { written: WrittenElement; held: Fingerprint }>();
  return {
    remember(element, written) {
      const held = fingerprintOf(element);
      if (held) fresh.set(element, { written, held });
    },
    take(element) {
      const known = fresh.get(element);
      fresh.delete(element);
      return known && stillMatches(element, known.held) ? known.written : undefined;
    },
  };
}
