/** Runs work of the same name one after the other, whatever becomes of each. */
export type Turns = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * What reads before it writes (labels, attributes, deliveries) must not run twice at a time: the second would
 * not see what the first is about to write. This holds within one process; across several, only one may act
 * in a conversation at a time.
 */
export function createTurns(): Turns {
  const ends = new Map<string, Promise<void>>();
  return (name, work) => {
    const mine = (ends.get(name) ?? Promise.resolve()).then(work);
    const end = mine.then(
      () => undefined,
      () => undefined, // its caller is told; the next one only waits
    );
    ends.set(name, end);
    void end.then(() => {
      if (ends.get(name) === end) ends.delete(name);
    });
    return mine;
  };
}
