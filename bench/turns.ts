import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { watchProcessors } from './processor-time.ts';
import { openReport, reportOptions } from './report.ts';
import { median, quantile, rounded } from './statistics.ts';
import { cpuBetween, readSums, stagesBetween } from './turns/read-stages.ts';
import { type System, startSystem } from './turns/start-system.ts';
import { takeUndisturbed } from './undisturbed.ts';

/**
 * `npm run bench:turns`: whole turns from Chatwoot's webhook to the reply, all processes apart, with a model of fixed delay:
 * one after the other at a steady rate, then at a rate above what they can do, so that all processors are busy.
 */
const { values: options } = parseArgs({
  options: {
    ...reportOptions,
    /** Turns at the steady rate. */
    turns: { type: 'string', default: '60' },
    /** Milliseconds between two of them. */
    every: { type: 'string', default: '400' },
    /** Conversations that write at the same moment, so that there is more to do than can be done … */
    'at-once': { type: 'string', default: '30' },
    /** … while these write one after the other. More in a minute Chatwoot's own limit would slow down. */
    'under-load': { type: 'string', default: '60' },
    /** Milliseconds between two of them. */
    'load-every': { type: 'string', default: '50' },
    /** Such loads, one after the other; the one from which the host of the machine took least is judged. */
    loads: { type: 'string', default: '4' },
    /** Lets the process that answers take the webhooks as well, as where there is only one. */
    'webhooks-with-turns': { type: 'boolean', default: false },
    /** Given to each process as NODE_OPTIONS. */
    'node-options': { type: 'string', default: '' },
    /** Delays of the model, in milliseconds. */
    delays: { type: 'string', default: '0,800' },
  },
});
const turns = Number(options.turns);
const everyMs = Number(options.every);
const atOnce = Number(options['at-once']);
const underLoad = Number(options['under-load']);
const loadEveryMs = Number(options['load-every']);
const loads = Number(options.loads);
const delays = options.delays.split(',').map(Number);
/** A greeting: the customer is looked up in Odoo, the model asked once, Chatwoot read and written. */
const greeting = 'oi, bom dia';
/** Keeps all processes busier: the catalogue is searched, and price and stock asked. */
const search = 'vocês têm furadeira?';
const patienceMs = 60_000;
/** Until V8 has compiled what a turn uses, which the processes of a company did long ago. */
const warmUpTurns = 400;
const warmUpEveryMs = 150;
/** How long turns at the steady rate are taken at most, while the host of the machine disturbs one after the other. */
const mostRateMs = 180_000;
/** After which Chatwoot takes as many requests again as before a load. */
const betweenLoadsMs = 15_000;

const report = openReport(options);
let acknowledged: number[] = [];
/** By conversation, when its reply had been taken by Chatwoot. */
const replied = new Map<number, number>();
let customers = 0;

for (const delayMs of delays) await measure(delayMs);
report.finish();

async function measure(delayMs: number): Promise<void> {
  const system = await startSystem(
    {
      modelDelayMs: delayMs,
      nodeOptions: options['node-options'],
      webhooksApart: !options['webhooks-with-turns'],
    },
    {
      onMessage: (conversationId) => replied.set(conversationId, performance.now()),
      onAcknowledged: (milliseconds) => acknowledged.push(milliseconds),
    },
  );
  try {
    await writeAtRate(system, greeting, warmUpTurns, warmUpEveryMs);
    await measureRate(system, delayMs);
    await measureFullLoad(system, delayMs);
  } finally {
    await system.stop();
  }
}

async function measureRate(system: System, delayMs: number): Promise<void> {
  const [before, askedBefore] = [await readSums(system.urls), await system.standIns.asked()];
  const all: number[] = [];
  const takeTurn = async () => {
    const [time] = await Promise.all([writeAndWait(system, greeting), sleep(everyMs)]);
    all.push(time);
    return time;
  };
  const { samples, leftOut } = await takeUndisturbed(turns, takeTurn, mostRateMs);
  await sleep(500); // the last turn writes down its end
  const [after, asked] = [await readSums(system.urls), await system.standIns.asked()];

  const modelMs = ((asked - askedBefore) / all.length) * delayMs;
  const totalMs = all.reduce((sum, time) => sum + time, 0) / all.length;
  const title = `model of ${delayMs} ms, turns begun ${everyMs} ms apart or more`;
  const stages = stagesBetween(before, after, { totalMs, modelMs });
  report.table(
    `Where a turn’s time goes on average, ${title}`,
    stages.map(({ stage, ms, calls }) => ({
      stage,
      ms: rounded(ms),
      calls: calls === '' ? '' : rounded(calls),
    })),
  );
  report.table(
    'Time on a processor for a turn, whatever else the machine does',
    cpuBetween(before, after).map(({ process, ms }) => ({ process, ms: rounded(ms) })),
  );
  report.note(
    `from webhook to reply: p50 ${rounded(median(samples))} ms, p95 ${rounded(quantile(samples, 0.95))} ms of ` +
      `${samples.length} turns; ${leftOut} during which the host of the machine took time are left out`,
  );
  report.target(`own overhead of a turn p50, ms, ${title}`, median(samples) - modelMs, 25);
}

async function measureFullLoad(system: System, delayMs: number): Promise<void> {
  const measured: Awaited<ReturnType<typeof takeLoad>>[] = [];
  for (let load = 0; load < loads; load += 1) {
    await sleep(betweenLoadsMs);
    measured.push(await takeLoad(system));
  }
  report.table(
    `${atOnce} conversations at once, then one every ${loadEveryMs} ms, model of ${delayMs} ms`,
    measured.map(({ times, seconds, acknowledgements, busy, stolen }) => ({
      'turns a second': rounded(times.length / seconds),
      'reply p50': rounded(median(times)),
      'reply p99': rounded(quantile(times, 0.99)),
      'acknowledged p50': rounded(quantile(acknowledgements, 0.5)),
      'acknowledged p99': rounded(quantile(acknowledgements, 0.99)),
      'processors busy, %': rounded(busy * 100),
      'of it for others, %': rounded(stolen * 100),
    })),
  );
  const [{ acknowledgements = [] } = {}] = measured.toSorted((one, other) => one.stolen - other.stolen);
  const [p50, p99] = [quantile(acknowledgements, 0.5), quantile(acknowledgements, 0.99)];
  report.target(`acknowledgement p50 under full load, ms, model of ${delayMs} ms`, p50, 10);
  report.target(`acknowledgement p99 under full load, ms, model of ${delayMs} ms`, p99, 50);
}

/** More than can be done, for some seconds. */
async function takeLoad(system: System) {
  const shares = watchProcessors();
  const started = performance.now();
  const heap = Promise.all(Array.from({ length: atOnce }, () => writeAndWait(system, search)));
  await sleep(1_000);
  acknowledged = [];
  const rest = await writeAtRate(system, search, underLoad, loadEveryMs);
  const { stolen, idle } = shares() ?? { stolen: 0, idle: Number.NaN };
  const times = [...rest, ...(await heap)];
  const seconds = (performance.now() - started) / 1_000;
  return { times, seconds, acknowledgements: acknowledged, busy: 1 - idle, stolen };
}

async function writeAtRate(system: System, words: string, count: number, betweenMs: number) {
  const waiting: Promise<number>[] = [];
  for (let left = count; left > 0; left -= 1) {
    waiting.push(writeAndWait(system, words));
    await sleep(betweenMs);
  }
  return Promise.all(waiting);
}

/** The milliseconds from the customer's first message until Chatwoot has the reply. */
async function writeAndWait({ chatwoot }: System, words: string): Promise<number> {
  customers += 1;
  const customer = chatwoot.customer(`+551197${String(1_000_000 + customers)}`, 'Cliente');
  const started = performance.now();
  const { conversationId } = customer.write(words);
  while (performance.now() - started < patienceMs) {
    const at = replied.get(conversationId);
    if (at !== undefined) return at - started;
    await sleep(5);
  }
  throw new Error(`a message was not answered within ${patienceMs / 1_000} s`);
}
