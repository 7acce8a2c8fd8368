import { expect, test } from 'vitest';
import { crewsMetrics } from './crews-metrics.ts';
import { createMetrics } from './metrics.ts';

function start() {
  const metrics = createMetrics('crews');
  const figureOf = async (name: string, labels: Record<string, string> = {}) => {
    const found = (await metrics.registry.getMetricsAsJSON()).find((metric) => metric.name === name);
    const values = (found?.values ?? []) as {
      value: number;
      labels: Record<string, string>;
      metricName?: string;
    }[];
    return values.find(
      (value) =>
        !value.metricName?.endsWith('_bucket') &&
        Object.entries(labels).every(([label, text]) => value.labels[label] === text),
    )?.value;
  };
  return { crews: crewsMetrics(metrics), metrics, figureOf };
}

test('turns are counted and timed by outcome', async () => {
  const { crews, metrics, figureOf } = start();
  crews.turnEnded({ tenant: 'main', outcome: 'answered', seconds: 0.2 });
  crews.turnEnded({ tenant: 'main', outcome: 'failed', seconds: 0.1 });
  expect(await figureOf('crews_turns_total', { outcome: 'answered' })).toBe(1);
  expect(await figureOf('crews_turns_total', { outcome: 'failed' })).toBe(1);
  const text = await metrics.registry.metrics();
  expect(text).toContain('crews_turn_seconds_count{service="crews",outcome="answered"} 1');
  expect(text).toContain('crews_turn_seconds_sum{service="crews",outcome="failed"} 0.1');
});

test('the stages of a turn are timed each for itself', async () => {
  const { crews, metrics } = start();
  crews.stageEnded('queue', 2);
  crews.stageEnded('graph', 0.25);
  crews.stageEnded('graph', 0.5);
  const text = await metrics.registry.metrics();
  expect(text).toContain('crews_turn_stage_seconds_sum{service="crews",stage="queue"} 2');
  expect(text).toContain('crews_turn_stage_seconds_sum{service="crews",stage="graph"} 0.75');
  expect(text).toContain('crews_turn_stage_seconds_bucket{le="0.25",service="crews",stage="graph"} 1');
});

test('what models use is counted by kind, and what it costs', async () => {
  const { crews, figureOf } = start();
  const use = {
    model: 'small',
    crew: 'support',
    tenant: 'main',
    inputTokens: 100,
    outputTokens: 20,
    money: 0.5,
  };
  crews.spent(use);
  crews.spent(use);
  expect(await figureOf('crews_model_tokens_total', { kind: 'input', model: 'small' })).toBe(200);
  expect(await figureOf('crews_model_tokens_total', { kind: 'output' })).toBe(40);
  expect(await figureOf('crews_model_cost_total', { crew: 'support' })).toBe(1);
});

test('handoffs and checkpoints', async () => {
  const { crews, metrics, figureOf } = start();
  crews.handedOff('main', 'asked');
  crews.checkpointed('put', 0.001);
  expect(await figureOf('crews_handoffs_total', { tenant: 'main', reason: 'asked' })).toBe(1);
  expect(await metrics.registry.metrics()).toContain(
    'crews_checkpoint_seconds_count{service="crews",operation="put"} 1',
  );
});

test('the bytes of state are counted by what was written', async () => {
  const { crews, metrics } = start();
  crews.wroteState('put', 3_000);
  crews.wroteState('put', 1_000);
  crews.wroteState('putWrites', 10);
  const text = await metrics.registry.metrics();
  expect(text).toContain('crews_checkpoint_written_bytes_sum{service="crews",operation="put"} 4000');
  expect(text).toContain('crews_checkpoint_written_bytes_count{service="crews",operation="putWrites"} 1');
  expect(text).toContain(
    'crews_checkpoint_written_bytes_bucket{le="1024",service="crews",operation="put"} 1',
  );
});

test('the queue is read with the metrics; one that is away leaves the last figures', async () => {
  const { crews, figureOf } = start();
  let away = false;
  crews.watchQueue(async () => {
    if (away) throw new Error('away');
    return { waiting: 3, oldestSeconds: 12, deadLetters: 1 };
  });
  expect(await figureOf('queue_waiting_turns')).toBe(3);
  away = true;
  expect(await figureOf('queue_oldest_seconds')).toBe(12);
  expect(await figureOf('queue_dead_letters')).toBe(1);
});

test('approvals that cannot be counted are unknown, not none', async () => {
  const { crews, figureOf } = start();
  crews.watchApprovals(async () => Promise.reject(new Error('away')));
  expect(await figureOf('crews_approvals_waiting')).toBeNaN();
});
