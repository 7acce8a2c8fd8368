import { expect, test } from 'vitest';
import { crewsMetrics } from './crews-metrics.ts';
import { createMetrics } from './metrics.ts';

function start() {
  const metrics = createMetrics('crews');
  const valueOf = async (name: string, labels: Record<string, string> = {}) => {
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
  return { crews: crewsMetrics(metrics), metrics, valueOf };
}

test('turns are counted by outcome, and timed by stage', async () => {
  const { crews, metrics, valueOf } = start();
  crews.turnEnded({ tenant: 'main', outcome: 'answered', seconds: 0.2, waitedSeconds: 2 });
  crews.turnEnded({ tenant: 'main', outcome: 'failed', seconds: 0.1, waitedSeconds: 2 });
  expect(await valueOf('crews_turns_total', { outcome: 'answered' })).toBe(1);
  expect(await valueOf('crews_turns_total', { outcome: 'failed' })).toBe(1);
  const text = await metrics.registry.metrics();
  expect(text).toContain('crews_turn_seconds_count{service="crews",stage="queued"} 2');
  expect(text).toContain('crews_turn_seconds_sum{service="crews",stage="queued"} 4');
});

test('what models use is counted by kind, and what it costs', async () => {
  const { crews, valueOf } = start();
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
  expect(await valueOf('crews_model_tokens_total', { kind: 'input', model: 'small' })).toBe(200);
  expect(await valueOf('crews_model_tokens_total', { kind: 'output' })).toBe(40);
  expect(await valueOf('crews_model_cost_total', { crew: 'support' })).toBe(1);
});

test('handoffs and checkpoints', async () => {
  const { crews, metrics, valueOf } = start();
  crews.handedOff('main', 'asked');
  crews.checkpointed('put', 0.001);
  expect(await valueOf('crews_handoffs_total', { tenant: 'main', reason: 'asked' })).toBe(1);
  expect(await metrics.registry.metrics()).toContain(
    'crews_checkpoint_seconds_count{service="crews",operation="put"} 1',
  );
});

test('the queue is read with the metrics; one that is away leaves the last figures', async () => {
  const { crews, valueOf } = start();
  let away = false;
  crews.watchQueue(async () => {
    if (away) throw new Error('away');
    return { waiting: 3, oldestSeconds: 12, deadLetters: 1 };
  });
  expect(await valueOf('queue_waiting_turns')).toBe(3);
  away = true;
  expect(await valueOf('queue_oldest_seconds')).toBe(12);
  expect(await valueOf('queue_dead_letters')).toBe(1);
});

test('approvals that cannot be counted are unknown, not none', async () => {
  const { crews, valueOf } = start();
  crews.watchApprovals(async () => Promise.reject(new Error('away')));
  expect(await valueOf('crews_approvals_waiting')).toBeNaN();
});
