import { parseArgs } from 'node:util';
import { rememberedElements } from '#crews/state.ts';
import { startTestRedis } from '#test/redis.ts';
import { startDevServer } from './invoke/dev-server.ts';
import { createPoster, type Poster } from './invoke/poster.ts';
import { type ServedGraph, startServedGraph } from './invoke/served-graph.ts';
import { openReport, reportOptions } from './report.ts';
import { median, quantile, rounded } from './statistics.ts';
import { takeUndisturbed } from './undisturbed.ts';

/**
 * `npm run bench:invoke`: one graph of one node, three ways in the same run: invoked inside a process, served by crews, and
 * served by LangGraph's dev server. What is compared takes turns in short batches.
 */
const { values: options } = parseArgs({
  options: {
    ...reportOptions,
    /** Batches of ten of each way. */
    rounds: { type: 'string', default: '20' },
    /** Threads that wait in an interrupt at the end. */
    waiting: { type: 'string', default: '10000' },
    /** Leaves the dev server out. */
    'no-dev-server': { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
const waiting = Number(options.waiting);
const batch = 10;
const connections = 16;
const warmUpMs = 15_000;
const heapParts = 8;
const path = '/graphs/support/invoke';
const said = (content: string) => ({ input: { messages: [{ role: 'user', content }] } });

const report = openReport(options);
const redis = await startTestRedis();
const inMemory = await startServedGraph();
const inRedis = await startServedGraph(redis.url);
const rows: Record<string, unknown>[] = [];

await compareWithBare('memory', inMemory);
await compareWithBare('Redis', inRedis);
report.table(`One run of a graph of one node, ${rounds * batch} of each, milliseconds`, rows);
await compareWithDevServer();
await measureWaiting();
report.finish();
await Promise.all([inMemory.stop(), inRedis.stop()]);
await redis.stop();

async function compareWithBare(place: string, served: ServedGraph): Promise<void> {
  const poster = createPoster(served);
  const [bare, posted]: [number[], number[]] = [[], []];
  for (let round = -5; round < rounds; round += 1) {
    const times = await served.invokeBare(batch);
    const overHttp = await poster.run(path, said('oi'), { connections: 1, count: batch });
    if (round < 0) continue; // to warm up
    bare.push(...times);
    posted.push(...overHttp);
  }
  poster.close();
  rows.push({ checkpoints: place, way: 'graph.invoke in the process', ...summary(bare) });
  rows.push({ checkpoints: place, way: 'POST invoke', ...summary(posted) });
  report.target(`POST invoke, as often a bare invoke (${place})`, median(posted) / median(bare), 3);
}

function summary(times: readonly number[]) {
  return { p50: rounded(median(times)), p95: rounded(quantile(times, 0.95)) };
}

/** Both keep everything in memory, as the dev server does by itself. */
async function compareWithDevServer(): Promise<void> {
  const server = options['no-dev-server'] ? undefined : await startDevServer();
  if (!server) {
    report.note('\nleft out: LangGraph’s dev server, which npx could not fetch or start, or was told not to');
    return;
  }
  const ours = createPoster(inMemory);
  const theirs = createPoster(server);
  try {
    const body = { assistant_id: 'one-node', ...said('oi') };
    const [crews, dev] = await takeTurns(
      (count) => ours.run(path, said('oi'), { connections, count }),
      (count) => theirs.run('/runs/wait', body, { connections, count }),
    );
    report.table(`Runs a second over ${connections} connections`, [
      { server: 'crews', ...crews },
      { server: 'LangGraph’s dev server', ...dev },
    ]);
    report.target(
      'runs a second of the dev server, as a share of those of crews',
      dev['a second'] / crews['a second'],
      0.1,
    );
  } finally {
    ours.close();
    theirs.close();
    server.stop();
  }
}

type Way = (count: number) => Promise<number[]>;

/** Crews are measured while the host of the machine takes nothing; the dev server waits for its own queue, not for a processor. */
async function takeTurns(ours: Way, theirs: Way) {
  const ways = [ours, theirs].map((run) => ({ run, batches: [] as Batch[] }));
  // Until V8 has compiled what a run uses: the same time for each.
  for (const { run } of ways) {
    const until = performance.now() + warmUpMs;
    while (performance.now() < until) await run(connections * 4);
  }
  for (let round = 0; round < 4; round += 1) {
    for (const { run, batches } of ways) {
      if (run === theirs) batches.push(await takeBatch(run));
      else batches.push(...(await takeUndisturbed(3, () => takeBatch(run))).samples);
    }
  }
  const [crews, dev] = ways.map(({ batches }) => {
    const times = batches.flatMap((each) => each.times);
    const seconds = batches.reduce((sum, each) => sum + each.seconds, 0);
    return { 'a second': rounded(times.length / seconds), ...summary(times) };
  });
  if (!crews || !dev) throw new Error('there are two ways');
  return [crews, dev] as const;
}

interface Batch {
  times: number[];
  seconds: number;
}

async function takeBatch(run: Way): Promise<Batch> {
  const started = performance.now();
  const times = await run(connections * 8);
  return { times, seconds: (performance.now() - started) / 1_000 };
}

/** What the process keeps of threads that wait for an answer: nothing, as they are in Redis. */
async function measureWaiting(): Promise<void> {
  if (waiting === 0) return report.note('\nleft out: the memory of threads that wait');
  const poster: Poster = createPoster(inRedis);
  const ask = (count: number) => poster.run(path, said('Confirma?'), { connections, count });
  await ask(rememberedElements); // fills what is bounded: the checkpointer remembers the elements that it wrote last
  const heaps: number[] = [];
  for (let part = 0; part < heapParts; part += 1) {
    await ask(waiting / heapParts);
    heaps.push(await inRedis.heapBytes());
  }
  poster.close();
  // What is bounded is emptied when it is full, so the heap rises and falls by megabytes: its lowest points are compared.
  const half = heapParts / 2;
  const [before, after] = [Math.min(...heaps.slice(0, half)), Math.min(...heaps.slice(half))];
  const perThread = Math.max(0, after - before) / (waiting / 2);
  report.note(
    `\nHeap of crews, while ${waiting} threads come to wait in an interrupt: ` +
      `${heaps.map((bytes) => rounded(bytes / 1e6)).join(', ')} MB`,
  );
  report.target('memory of a thread that waits in an interrupt, bytes', perThread, 300);
}
