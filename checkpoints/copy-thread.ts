import type {
  BaseCheckpointSaver,
  ChannelVersions,
  CheckpointPendingWrite,
  CheckpointTuple,
} from '@langchain/langgraph-checkpoint';
import { invalidConfig } from './checkpoint-address.ts';
import type { RedisSaver } from './redis-saver.ts';

/** For the channels of one checkpoint: each old version that its history knows, and the new one for it. */
type Renamed = ReadonlyMap<string, number>;

/**
 * Copies a thread from any saver. Its versions become unique ones, because those of other savers can be the same
 * on two branches. Task paths are not copied: no saver hands them out. Returns how many checkpoints it copied.
 */
export async function copyThread(
  source: Pick<BaseCheckpointSaver, 'list'>,
  target: RedisSaver,
  threadId: string,
): Promise<number> {
  if (threadId === '') throw invalidConfig('thread_id', 'must not be empty');
  const tuples: CheckpointTuple[] = [];
  for await (const tuple of source.list({ configurable: { thread_id: threadId } })) tuples.push(tuple);
  const renamed = new Map<string, Renamed>();
  for (const tuple of tuples.toReversed()) {
    const parent = tuple.parentConfig && renamed.get(keyOf(tuple.parentConfig.configurable));
    renamed.set(keyOf(tuple.config.configurable), await copyTuple(target, tuple, parent ?? new Map()));
  }
  return tuples.length;
}

async function copyTuple(target: RedisSaver, tuple: CheckpointTuple, inherited: Renamed): Promise<Renamed> {
  const { checkpoint, config, metadata, parentConfig, pendingWrites = [] } = tuple;
  const renamed = new Map(inherited);
  const newVersions: ChannelVersions = {};
  const channelVersions: ChannelVersions = {};
  for (const [channel, version] of Object.entries(checkpoint.channel_versions)) {
    const known = inherited.get(`${channel} ${version}`);
    channelVersions[channel] = known ?? uniqueVersion(target, version);
    if (known === undefined) newVersions[channel] = channelVersions[channel];
    renamed.set(`${channel} ${version}`, channelVersions[channel]);
  }
  const copy = {
    ...checkpoint,
    channel_versions: channelVersions,
    versions_seen: Object.fromEntries(
      Object.entries(checkpoint.versions_seen).map(([node, seen]) => [
        node,
        Object.fromEntries(
          Object.entries(seen).map(([channel, version]) => [
            channel,
            renamed.get(`${channel} ${version}`) ?? numberOf(version),
          ]),
        ),
      ]),
    ),
  };
  const { thread_id, checkpoint_ns, checkpoint_id } = config.configurable ?? {};
  const parent = parentConfig ?? { configurable: { thread_id, checkpoint_ns } };
  await target.put(parent, copy, metadata ?? { source: 'loop', step: -1, parents: {} }, newVersions);
  const place = { configurable: { thread_id, checkpoint_ns, checkpoint_id } };
  for (const [taskId, writes] of writesByTask(pendingWrites)) await target.putWrites(place, writes, taskId);
  return renamed;
}

/** A version as large as the old one, and of no other channel value. */
function uniqueVersion(target: RedisSaver, version: number | string): number {
  return target.getNextVersion(Math.floor(numberOf(version)) - 1);
}

/** Python's savers write `00000000000000000000000000000002.0.4389`: a counter and a random part. */
function numberOf(version: number | string): number {
  return typeof version === 'number' ? version : Number.parseInt(version, 10) || 0;
}

function writesByTask(writes: readonly CheckpointPendingWrite[]): Map<string, [string, unknown][]> {
  const byTask = new Map<string, [string, unknown][]>();
  for (const [taskId, channel, value] of writes) {
    const task = byTask.get(taskId) ?? [];
    task.push([channel, value]);
    byTask.set(taskId, task);
  }
  return byTask;
}

function keyOf(configurable: Record<string, unknown> | undefined): string {
  return JSON.stringify([configurable?.checkpoint_ns ?? '', configurable?.checkpoint_id]);
}
