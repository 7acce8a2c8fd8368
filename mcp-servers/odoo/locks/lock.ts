/** Keeps work on the same thing from running side by side. */
export interface Lock {
  /**
   * Runs `work` while no other work holds `key`; waits for its turn until `signal` ends.
   *
   * @throws the signal's reason when it ends before the work has begun.
   */
  hold<Result>(key: string, work: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
}
