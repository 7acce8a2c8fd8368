/** Remembers for a while what was noted under a key, for work that leaves no trace of its own. */
export interface Ledger {
  /** The last note, or undefined. */
  read(key: string): Promise<string | undefined>;
  note(key: string, entry: string): Promise<void>;
  forget(key: string): Promise<void>;
}

/** A day: longer than anybody repeats a call. */
export const ledgerTtlMs = 24 * 3_600_000;
