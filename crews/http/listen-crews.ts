import type { Express } from 'express';
import { type Listening, listen } from '#service/listen.ts';
import type { RunEngine } from '../runs/run-engine.ts';

/** After the runs have ended, how long their answers have to reach the callers. */
const lastAnswersMs = 1_000;

/**
 * Serves crews. At its end the runs come first: `/readyz` says that no new one is taken, those that go on end or
 * stop at a step for another replica, and their callers are still answered.
 */
export async function listenCrews(
  app: Express,
  { host, port, engine }: { host: string; port: number; engine: Pick<RunEngine, 'close'> },
): Promise<Listening> {
  const listening = await listen(app, { host, port, name: 'crews' });
  return {
    url: listening.url,
    async close(graceMs = 10_000) {
      await engine.close(Math.max(0, graceMs - 2 * lastAnswersMs));
      await listening.close(lastAnswersMs);
    },
  };
}
