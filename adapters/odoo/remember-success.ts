/** A piece of work that is done once and shared by all who ask; after a failure the next one tries again. */
export interface Remembered<Value> {
  get(): Promise<Value>;
  forget(): void;
}

export function rememberSuccess<Value>(work: () => Promise<Value>): Remembered<Value> {
  let current: Promise<Value> | undefined;
  return {
    get() {
      if (current) return current;
      const started = work();
      current = started;
      // Whoever asked gets the rejection; here only the memory of it is dropped.
      started.catch(() => {
        if (current === started) current = undefined;
      });
      return started;
    },
    forget() {
      current = undefined;
    },
  };
}
