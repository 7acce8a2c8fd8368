import { Counter, Gauge, Histogram } from 'prom-client';
import type { Metrics } from './metrics.ts';

/** How an attempt at a turn ended. */
export type TurnOutcome = 'answered' | 'failed' | 'dead';

/**
 * What a turn's time goes to, one after the other: waiting in the queue (for further messages, too), reading the
 * conversation and its attachments, the graph, sending the answer.
 */
export type TurnStage = 'queue' | 'read' | 'graph' | 'send';

/** What a queue tells of itself. */
export interface QueueFigures {
  /** Conversations with messages that wait or are being answered. */
  waiting: number;
  /** Age of the oldest message that waits, in seconds. */
  oldestSeconds: number;
  deadLetters: number;
}

/** What crews counts beside its HTTP requests. Labels are tenants, models and crews, which configuration bounds. */
export interface CrewsMetrics {
  turnEnded(turn: { tenant: string; outcome: TurnOutcome; seconds: number }): void;
  stageEnded(stage: TurnStage, seconds: number): void;
  handedOff(tenant: string, reason: string): void;
  spent(use: {
    model: string;
    crew: string;
    tenant: string;
    inputTokens: number;
    outputTokens: number;
    /** In the currency of the configured prices. */
    money: number;
  }): void;
  checkpointed(operation: 'put' | 'putWrites' | 'getTuple', seconds: number): void;
  /** What a checkpoint, or a task's writes, sent to Redis. */
  wroteState(operation: 'put' | 'putWrites', bytes: number): void;
  /** Reads the queue whenever the metrics are read; a queue that is away leaves the last figures. */
  watchQueue(read: () => Promise<QueueFigures>): void;
  /** Reads how many approvals wait whenever the metrics are read. */
  watchApprovals(read: () => Promise<number>): void;
}

const turnBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const checkpointBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
const kilobyte = 1_024;
const bytesBuckets = [0.5, 1, 2, 4, 8, 16, 32, 64, 256, 1_024, 4_096].map((each) => each * kilobyte);

export function crewsMetrics({ registry }: Metrics): CrewsMetrics {
  const registers = [registry];
  const turns = new Counter({
    name: 'crews_turns_total',
    help: 'Attempts at a turn by tenant and outcome: answered, failed (tried again), dead (given up).',
    labelNames: ['tenant', 'outcome'],
    registers,
  });
  const turnSeconds = new Histogram({
    name: 'crews_turn_seconds',
    help: 'Seconds of an attempt at a turn.',
    labelNames: ['outcome'],
    buckets: turnBuckets,
    registers,
  });
  const stageSeconds = new Histogram({
    name: 'crews_turn_stage_seconds',
    help: 'Seconds of a stage of a turn that came to its end: queue, read, graph, send.',
    labelNames: ['stage'],
    buckets: turnBuckets,
    registers,
  });
  const handoffs = new Counter({
    name: 'crews_handoffs_total',
    help: 'Conversations that were handed to people, by tenant and reason.',
    labelNames: ['tenant', 'reason'],
    registers,
  });
  const modelLabels = ['model', 'crew', 'tenant'] as const;
  const tokens = new Counter({
    name: 'crews_model_tokens_total',
    help: 'Tokens by model, crew, tenant and kind: input, output.',
    labelNames: [...modelLabels, 'kind'],
    registers,
  });
  const money = new Counter({
    name: 'crews_model_cost_total',
    help: 'What the models cost, in the currency of the configured prices.',
    labelNames: modelLabels,
    registers,
  });
  const checkpointSeconds = new Histogram({
    name: 'crews_checkpoint_seconds',
    help: 'Seconds of an operation on the checkpoints.',
    labelNames: ['operation'],
    buckets: checkpointBuckets,
    registers,
  });
  const checkpointBytes = new Histogram({
    name: 'crews_checkpoint_written_bytes',
    help: 'Bytes that a write of state sent to Redis: put is a checkpoint, putWrites what one task wrote.',
    labelNames: ['operation'],
    buckets: bytesBuckets,
    registers,
  });

  return {
    turnEnded({ tenant, outcome, seconds }) {
      turns.inc({ tenant, outcome });
      if (outcome !== 'dead') turnSeconds.observe({ outcome }, seconds);
    },
    stageEnded: (stage, seconds) => stageSeconds.observe({ stage }, seconds),
    handedOff: (tenant, reason) => handoffs.inc({ tenant, reason }),
    spent({ model, crew, tenant, inputTokens, outputTokens, money: cost }) {
      tokens.inc({ model, crew, tenant, kind: 'input' }, inputTokens);
      tokens.inc({ model, crew, tenant, kind: 'output' }, outputTokens);
      money.inc({ model, crew, tenant }, cost);
    },
    checkpointed: (operation, seconds) => checkpointSeconds.observe({ operation }, seconds),
    wroteState: (operation, bytes) => checkpointBytes.observe({ operation }, bytes),
    watchQueue: (read) => watchQueue(registry, read),
    watchApprovals(read) {
      new Gauge({
        name: 'crews_approvals_waiting',
        help: 'Approvals that wait for a person.',
        registers,
        async collect() {
          this.set(await read().catch(() => Number.NaN)); // unknown while the store is away
        },
      });
    },
  };
}

function watchQueue(registry: Metrics['registry'], read: () => Promise<QueueFigures>): void {
  const gauge = (name: string, help: string, figure: (figures: QueueFigures) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const figures = await read().catch(() => undefined); // away: the last figures stay
        if (figures) this.set(figure(figures));
      },
    });
  gauge('queue_waiting_turns', 'Conversations that wait for an answer.', ({ waiting }) => waiting);
  gauge(
    'queue_oldest_seconds',
    'Age of the oldest message that waits.',
    ({ oldestSeconds }) => oldestSeconds,
  );
  gauge(
    'queue_dead_letters',
    'Turns that were given up and wait for a person.',
    ({ deadLetters }) => deadLetters,
  );
}
