/** Runs jobs side by side, so many at once; those of one lane one after the other. The results are in their order. */
export async function inLanes<Job, Result>(
  jobs: readonly Job[],
  { laneOf, atOnce }: { laneOf(job: Job): string | undefined; atOnce: number },
  run: (job: Job) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...jobs.entries()];
  const busy = new Set<string | undefined>();

  const work = async (): Promise<void> => {
    for (;;) {
      const next = waiting.findIndex(([, job]) => !busy.has(laneOf(job)));
      const [taken] = next < 0 ? [] : waiting.splice(next, 1);
      if (!taken) return;
      const [index, job] = taken;
      const lane = laneOf(job);
      if (lane !== undefined) busy.add(lane);
      results[index] = await run(job);
      busy.delete(lane);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
