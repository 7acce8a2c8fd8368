import {
  type CheckpointPendingWrite,
  type DeltaChannelHistory,
  isDeltaSnapshot,
} from '@langchain/langgraph-checkpoint';
import type { CheckpointAddress } from './checkpoint-address.ts';
import { checkpointKey, knownArray } from './known-arrays.ts';
import { decodeName, encodeId, encodeName } from './names.ts';
import { readWrites } from './read-tuples.ts';
import type { SaverContext } from './saver-context.ts';
import { loadScript } from './script.ts';
import { type LoadedRuns, readValues } from './stored-values.ts';

const deltaScript = loadScript('common', 'read-common', 'delta-history');

/** How many ancestors one script visits, so that it does not hold up the server. */
const ancestorsAtOnce = 1000;

type DeltaReply = [
  epoch: Buffer,
  id: Buffer,
  steps: Buffer[][],
  values: Buffer[],
  runs: LoadedRuns,
  next: Buffer,
  left: Buffer[],
];

/**
 * What was written to these channels since the nearest ancestor that stores their value, and that value. One
 * round trip for a thousand ancestors.
 */
export async function deltaHistory(
  context: SaverContext,
  { threadId, namespace, id = '' }: CheckpointAddress,
  channels: readonly string[],
): Promise<Record<string, DeltaChannelHistory>> {
  const histories = new Map(channels.map((channel) => [channel, { writes: [] } as DeltaChannelHistory]));
  const newestFirst: CheckpointPendingWrite[] = [];
  let from = encodeId(id);
  let left = channels.map(encodeName);
  for (let inclusive = 0; left.length > 0 && (inclusive === 0 || from !== ''); inclusive = 1) {
    const args = [encodeName(namespace), from, inclusive, ancestorsAtOnce, ...left];
    const reply = (await context.run('read', deltaScript, threadId, args)) as DeltaReply;
    const [epoch, target, steps, fields, runs, next, channelsLeft] = reply;
    for (const step of steps) newestFirst.push(...(await readWrites(context.serde, step, runs)).reverse());
    const { values, arrays } = await readValues(context.serde, fields, runs);
    for (const [channel, seed] of Object.entries(values)) {
      const history = histories.get(channel);
      if (history) history.seed = seed;
    }
    if (inclusive === 0) {
      const key = checkpointKey(threadId, namespace, decodeName(target.toString()));
      rememberSeeds(context, key, epoch.toString(), values, arrays);
    }
    from = next.toString();
    left = channelsLeft.map(String);
  }
  for (const write of newestFirst.reverse()) histories.get(write[1])?.writes.push(write);
  return Object.fromEntries(histories);
}

/** So that the next snapshot stores only what came since this one. */
function rememberSeeds(
  context: SaverContext,
  key: string,
  epoch: string,
  values: Record<string, unknown>,
  arrays: Awaited<ReturnType<typeof readValues>>['arrays'],
): void {
  const known = context.known.get(key);
  const merged = new Map(known?.epoch === epoch ? known.arrays : []);
  for (const [channel, array] of arrays) {
    if (isDeltaSnapshot(values[channel])) merged.set(channel, knownArray(array));
  }
  context.known.set(key, { epoch, arrays: merged });
}
