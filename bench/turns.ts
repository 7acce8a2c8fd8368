import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openReport, reportOptions } from './report.ts';
import { median, quantile, rounded } from './statistics.ts';
import { cpuBetween, readSums, stagesBetween } from './turns/read-stages.ts';
import { type System, startSystem } from './turns/start-system.ts';

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
const delays = options.delays.split(',').map(Number);
/** A greeting: the customer is looked up in Odoo, the model asked once, Chatwoot read and written. */
const words = 'oi, bom dia';
const patienceMs = 60_000;
/** Until V8 has compiled what a turn uses, which the processes of a company did long ago. */
const warmUpTurns = 100;
const warmUpEveryMs = 150;

const report = openReport(options);
let acknowledged: number[] = [];
/** By conversation, when its reply had been taken by Chatwoot. */
const replied = new Map<number, number>();
let customers = 0;

for (const delayMs of delays) await measure(delayMs);
report.finish();

async function measure(delayMs: number): Promise<void> {
  const system = await startSystem(
    { modelDelayMs: delayMs, nodeOptions: options['node-options'] },
    {
      onMessage: (conversationId) => replied.set(conversationId, performance.now()),
      onAcknowledged: (milliseconds) => acknowledged.push(milliseconds),
    },
  );
  try {
    await writeAtRate(system, warmUpTurns, warmUpEveryMs);
    await measureRate(system, delayMs);
    await measureFullLoad(system, delayMs);
  } finally {
    await system.stop();
  }
}

async function measureRate(system: System, delayMs: number): Promise<void> {
  const [before, askedBefore] = [await readSums(system.urls), await system.standIns.asked()];
  const times = await writeAtRate(system, turns);
  await sleep(500); // the last turn writes down its end
  const [after, asked] = [await readSums(system.urls), await system.standIns.asked()];

  const modelMs = ((asked - askedBefore) / turns) * delayMs;
  const totalMs = times.reduce((sum, time) => sum + time, 0) / times.length;
  const title = `model of ${delayMs} ms, a turn every ${everyMs} ms`;
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
    `from webhook to reply: p50 ${rounded(median(times))} ms, p95 ${rounded(quantile(times, 0.95))} ms`,
  );
  report.target(`own overhead of a turn p50, ms, ${title}`, median(times) - modelMs, 25);
}

async function measureFullLoad(system: System, delayMs: number): Promise<void> {
  const started = performance.now();
  const heap = Promise.all(Array.from({ length: atOnce }, () => writeAndWait(system)));
  await sleep(1_000);
  acknowledged = [];
  const times = [...(await writeAtRate(system, underLoad, loadEveryMs)), ...(await heap)];
  const seconds = (performance.now() - started) / 1_000;
  const [p50, p99] = [quantile(acknowledged, 0.5), quantile(acknowledged, 0.99)];
  const title = `${atOnce} conversations at once, then one every ${loadEveryMs} ms, model of ${delayMs} ms`;
  report.table(title, [
    {
      'turns a second': rounded(times.length / seconds),
      'reply p50': rounded(median(times)),
      'reply p99': rounded(quantile(times, 0.99)),
      'acknowledged p50': rounded(p50),
      'acknowledged p99': rounded(p99),
    },
  ]);
  report.target(`acknowledgement p50 under full load, ms, model of ${delayMs} ms`, p50, 10);
  report.target(`acknowledgement p99 under full load, ms, model of ${delayMs} ms`, p99, 50);
}

async function writeAtRate(system: System, count: number, betweenMs = everyMs): Promise<number[]> {
  const waiting: Promise<number>[] = [];
  for (let left = count; left > 0; left -= 1) {
    waiting.push(writeAndWait(system));
    await sleep(betweenMs);
  }
  return Promise.all(waiting);
}

/** The milliseconds from the customer's first message until Chatwoot has the reply. */
async function writeAndWait({ chatwoot }: System): Promise<number> {
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
