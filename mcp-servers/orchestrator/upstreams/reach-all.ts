import { patiently } from '#adapters/mcp/patiently.ts';
import type { WatchedUpstream } from './watch-upstream.ts';

/**
 * Reads what each upstream offers, those that are away again and again for so long at most: an agent that is offered
 * the tools of only some of them does without the others, and answers as if there were none.
 */
export async function reachAll(
  upstreams: readonly Pick<WatchedUpstream, 'refresh' | 'state'>[],
  patienceMs: number,
): Promise<void> {
  const missing = () => upstreams.filter(({ state }) => state() !== 'ok');
  const reach = async () => {
    await Promise.all(missing().map((upstream) => upstream.refresh()));
  };
  await patiently(reach, { patienceMs, mayPass: () => missing().length > 0 });
}
