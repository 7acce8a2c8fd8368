import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createTokens } from '#identity/tokens.ts';
import { type Caller, createCaller, type Load } from './gateway/caller.ts';
import { startProcess } from './gateway/start-process.ts';
import { openReport, reportOptions } from './report.ts';
import { quantile, rounded } from './statistics.ts';
import { takeUndisturbed } from './undisturbed.ts';

/**
 * `npm run bench:gateway`: the same tools directly and through the gateway, each a process of its own, with auth on.
 * Both take turns in batches, so that whatever else the machine does falls on both.
 */
const { values: options } = parseArgs({
  options: {
    ...reportOptions,
    /** Pairs of batches of each kind. */
    rounds: { type: 'string', default: '30' },
    /** Calls through the gateway before and after which its heap and its CPU time are read. */
    calls: { type: 'string', default: '20000' },
  },
});
const rounds = Number(options.rounds);
const usageCalls = Number(options.calls);
/**
 * What a call takes is judged at the rate that the gateway must bear, and where eight connections send again at once:
 * then it is for the most part how long a call stood in line in three processes on the machine's cores.
 */
const loads: Load[] = [
  { connections: 1 },
  { connections: 8, perSecond: 1_000 },
  { connections: 8 },
  { connections: 64 },
];
const judgedConnections = 8;
const methods = ['tools/call', 'tools/list'] as const;
type Method = (typeof methods)[number];
let batchesLeftOut = 0;

const secret = randomBytes(32).toString('hex');
const tokens = createTokens(secret);
const tokenFor = (audience: string) =>
  tokens.mint({ subject: 'bench', tenant: 'main', scopes: ['bench:read'] }, audience, 3_600);

const report = openReport(options);
const upstream = await startProcess('upstream', secret);
const gateway = await startProcess('gateway', secret, upstream.url);
const direct = createCaller({ url: upstream.url, token: await tokenFor('mcp-nothing'), tool: 'nothing_00' });
const through = createCaller({
  url: gateway.url,
  token: await tokenFor('mcp-orchestrator'),
  tool: 'bench_nothing_00',
});

report.note(
  `Upstream, gateway and caller are a process each; ${rounds} pairs of batches of each kind, direct and through it in turns.`,
);
for (const caller of [direct, through]) await caller.run('tools/call', { connections: 64 }, 10_000); // to warm up
for (const method of methods) await compare(method);
report.note(
  `\nLeft out: ${batchesLeftOut} pairs of batches during which the host of this machine took processor time.`,
);
await compareUsage();
report.finish();
for (const caller of [direct, through]) await caller.close();
await gateway.stop();
await upstream.stop();

async function compare(method: Method): Promise<void> {
  const rows = [];
  let best = 0;
  for (const load of loads) {
    const [plain, gated] = await takeTurns(method, load);
    const asked = { connections: load.connections, asked: load.perSecond ?? 'all they can' };
    rows.push({ ...asked, way: 'direct', ...plain.row }, { ...asked, way: 'gateway', ...gated.row });
    best = Math.max(best, gated.perSecond);
    if (load.connections === judgedConnections) {
      const rate = load.perSecond ? `${load.perSecond} calls/s` : 'all they can';
      report.target(`${method}: added p50 at 8 connections, ${rate}, ms`, gated.p50 - plain.p50, 2);
    }
  }
  report.table(`${method}, milliseconds`, rows);
  if (method === 'tools/call') report.target('1,000 calls through the gateway, s', 1_000 / best, 1);
}

/** Direct and through the gateway, in turns, so that whatever else the machine does falls on both. */
async function takeTurns(method: Method, load: Load) {
  const { samples, leftOut } = await takeUndisturbed(rounds, async () => [
    await takeBatch(direct, method, load),
    await takeBatch(through, method, load),
  ]);
  batchesLeftOut += leftOut;
  const [plain, gated] = [0, 1].map((way) => summary(samples.map((pair) => pair[way] as Batch)));
  if (!plain || !gated) throw new Error('there are two ways');
  return [plain, gated] as const;
}

interface Batch {
  times: number[];
  seconds: number;
}

async function takeBatch(caller: Caller, method: Method, load: Load): Promise<Batch> {
  const started = performance.now();
  const times = await caller.run(method, load, callsInBatch(load));
  return { times, seconds: (performance.now() - started) / 1_000 };
}

/** A load without a pause goes on for long: in a short batch most calls belong to its first and last moment. */
function callsInBatch({ connections, perSecond }: Load): number {
  if (connections === 1) return 50;
  return perSecond ? perSecond / 10 : 512;
}

function summary(batches: readonly Batch[]) {
  const times = batches.flatMap((batch) => batch.times);
  const seconds = batches.reduce((sum, batch) => sum + batch.seconds, 0);
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
  const perSecond = times.length / seconds;
  const row = {
    p50: rounded(p50),
    p95: rounded(p95),
    'a second': Math.round(perSecond),
    calls: times.length,
  };
  return { p50, perSecond, row };
}

/** The first part fills caches and compiles; what grows after it would grow for ever. */
async function compareUsage(): Promise<void> {
  await through.run('tools/call', { connections: 64 }, Math.ceil(usageCalls / 5));
  const before = await gateway.usage();
  await through.run('tools/call', { connections: 64 }, usageCalls);
  const after = await gateway.usage();
  const megabytes = (bytes: number) => rounded(bytes / 1e6);
  const microseconds = Math.round((after.cpuMicroseconds - before.cpuMicroseconds) / usageCalls);
  report.note(`\nCPU time of the gateway: ${microseconds} µs a call, whatever else the machine does`);
  report.note(
    `Its heap: ${megabytes(before.heapBytes)} MB, after ${usageCalls} calls ${megabytes(after.heapBytes)} MB`,
  );
  const growth = megabytes(after.heapBytes - before.heapBytes);
  report.target(`growth of the heap over ${usageCalls} calls, MB`, growth, 5);
}
