import { type Fingerprint, fingerprintOf, stillMatches } from './fingerprint.ts';

/**
 * How objects were serialised a moment ago. LangGraph saves a message twice within milliseconds, with its task's
 * writes and in the channel, and serialising it is most of the work of the second time.
 */
export interface FreshDumps {
  remember(element: object, dumped: Buffer): void;
  /** Its bytes, once, unless it was changed since. */
  take(element: object): Buffer | undefined;
}

/** Holds an object's bytes no longer than the object lives, or until they are taken. */
export function createFreshDumps(): FreshDumps {
  const dumps = new WeakMap<object, { dumped: Buffer; held: Fingerprint }>();
  return {
    remember(element, dumped) {
      const held = fingerprintOf(element);
      if (held) dumps.set(element, { dumped, held });
    },
    take(element) {
      const fresh = dumps.get(element);
      dumps.delete(element);
      return fresh && stillMatches(element, fresh.held) ? fresh.dumped : undefined;
    },
  };
}
