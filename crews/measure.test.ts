import { emptyCheckpoint, MemorySaver } from '@langchain/langgraph-checkpoint';
import { Redis } from 'ioredis';
import { expect, inject, test } from 'vitest';
import { RedisSaver } from '#checkpoints/redis-saver.ts';
import { crewsMetrics } from '#telemetry/crews-metrics.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { countDeadTurns, countTurns, measureCheckpoints, watchWork } from './measure.ts';
import type { Turn } from './queue/turn-queue.ts';

const turn: Turn = { turnId: 't', conversationKey: 'c', tenant: 'main', messages: [], attempt: 1 };

function start() {
  const metrics = createMetrics('crews');
  return { figures: crewsMetrics(metrics), text: () => metrics.registry.metrics() };
}
const turns = (outcome: string, count: number) =>
  `crews_turns_total{tenant="main",outcome="${outcome}",service="crews"} ${count}`;
const signal = new AbortController().signal;
const commit = () => undefined;

test('a turn is counted as answered or failed, and its error goes on', async () => {
  const { figures, text } = start();
  await countTurns(async () => undefined, figures)(turn, signal, commit);
  const failing = countTurns(async () => Promise.reject(new Error('broken')), figures);
  await expect(failing(turn, signal, commit)).rejects.toThrow('broken');
  expect(await text()).toContain(turns('answered', 1));
  expect(await text()).toContain(turns('failed', 1));
});

test('what waits is the first attempt, since its first message came', async () => {
  const { figures, text } = start();
  const count = countTurns(async () => undefined, figures);
  const arrivedAt = Date.now() - 3_000;
  await count({ ...turn, arrivedAt }, signal, commit);
  await count({ ...turn, arrivedAt, attempt: 2 }, signal, commit);
  expect(await text()).toContain('crews_turn_stage_seconds_count{service="crews",stage="queue"} 1');
  const waited = /crews_turn_stage_seconds_sum\{service="crews",stage="queue"\} (\S+)/.exec(await text());
  expect(Number(waited?.[1])).toBeGreaterThanOrEqual(3);
});

test('a turn that was aborted to begin elsewhere is no failure', async () => {
  const { figures, text } = start();
  const aborted = countTurns(async () => Promise.reject(new Error('aborted')), figures);
  await expect(aborted(turn, AbortSignal.abort(), commit)).rejects.toThrow('aborted');
  expect(await text()).not.toContain('crews_turns_total{');
});

test('a turn that is given up counts as dead and as handed over, once its customer was told', async () => {
  const { figures, text } = start();
  await countDeadTurns(async () => undefined, figures)(turn, new Error('x'));
  const untold = countDeadTurns(async () => Promise.reject(new Error('away')), figures);
  await expect(untold(turn, new Error('x'))).rejects.toThrow('away');
  expect(await text()).toContain(turns('dead', 1));
  expect(await text()).toContain('crews_handoffs_total{tenant="main",reason="failure",service="crews"} 1');
});

test('checkpoints work as before, and are timed', async () => {
  const { figures, text } = start();
  const saver = new MemorySaver();
  measureCheckpoints(saver, figures);
  const config = { configurable: { thread_id: 'a', checkpoint_ns: '' } };
  const checkpoint = { ...emptyCheckpoint(), channel_values: { n: 1 } };
  await saver.put(config, checkpoint, { source: 'input', step: -1, parents: {} });
  expect((await saver.getTuple(config))?.checkpoint.channel_values).toEqual({ n: 1 });
  expect(await text()).toContain('crews_checkpoint_seconds_count{service="crews",operation="put"} 1');
  expect(await text()).toContain('crews_checkpoint_seconds_count{service="crews",operation="getTuple"} 1');
});

test('what a checkpoint sends to Redis is counted', async () => {
  const { figures, text } = start();
  const redis = new Redis(inject('redisUrl'));
  const saver = new RedisSaver({ redis, prefix: `measure-${process.pid}:` });
  measureCheckpoints(saver, figures);
  try {
    const config = { configurable: { thread_id: 'a', checkpoint_ns: '' } };
    const checkpoint = { ...emptyCheckpoint(), channel_values: { text: 'x'.repeat(5_000) } };
    checkpoint.channel_versions = { text: 1 };
    await saver.put(config, checkpoint, { source: 'input', step: -1, parents: {} }, { text: 1 });
    const written = /crews_checkpoint_written_bytes_sum\{service="crews",operation="put"\} (\d+)/.exec(
      await text(),
    );
    expect(Number(written?.[1])).toBeGreaterThan(5_000);
    expect(Number(written?.[1])).toBeLessThan(6_000);
  } finally {
    await saver.deleteThread('a');
    redis.disconnect();
  }
});

test('what waits is read with the metrics', async () => {
  const { figures, text } = start();
  const stats = async () => ({ waiting: 2, active: 1, dead: 3, oldestWaitingMs: 4_500 });
  watchWork(figures, { stats }, async () => 5);
  expect(await text()).toContain('queue_waiting_turns{service="crews"} 2');
  expect(await text()).toContain('queue_oldest_seconds{service="crews"} 4.5');
  expect(await text()).toContain('queue_dead_letters{service="crews"} 3');
  expect(await text()).toContain('crews_approvals_waiting{service="crews"} 5');
});
