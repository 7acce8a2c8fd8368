import { parseArgs } from 'node:util';
import { rememberedElements } from '#crews/state.ts';
import { startTestRedis } from '#test/redis.ts';
import { startDevServer } from './invoke/dev-server.ts';
import { createPoster, type Poster } from './invoke/poster.ts';
import { type ServedGraph, startServedGraph } from './invoke/served-graph.ts';
import { openReport, reportOptions } from './report.ts';
import { median, quantile, rounded } from './statistics.ts';

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

async function takeTurns(ours: Way, theirs: Way) {
  const ways = [ours, theirs].map((run) => ({ run, times: [] as number[], seconds: 0 }));
  for (let round = -1; round < 4; round += 1) {
    for (const way of ways) {
      const started = performance.now();
      const times = await way.run(connections * 4);
      if (round < 0) continue; // to warm up
      way.times.push(...times);
      way.seconds += (performance.now() - started) / 1_000;
    }
  }
  const [crews, dev] = ways.map(({ times, seconds }) => ({
    'a second': rounded(times.length / seconds),
    ...summary(times),
  }));
  if (!crews || !dev) throw new Error('there are two ways');
  return [crews, dev] as const;
}

/** What the process keeps of threads that wait for an answer: nothing, as they are in Redis. */
async function measureWaiting(): Promise<void> {
  if (waiting === 0) return report.note('\nleft out: the memory of threads that wait');
  const poster: Poster = createPoster(inRedis);
  const ask = (count: number) => poster.run(path, said('Confirma?'), { connections, count });
  await ask(rememberedElements); // fills what is bounded: the checkpointer remembers the elements that it wrote last
  const before = await inRedis.heapBytes();
  await ask(waiting);
  const after = await inRedis.heapBytes();
  poster.close();
  const perThread = Math.max(0, after - before) / waiting;
  report.note(
    `\nHeap of crews: ${rounded(before / 1e6)} MB, with ${waiting} more threads in an interrupt ${rounded(after / 1e6)} MB`,
  );
  report.target('memory of a thread that waits in an interrupt, bytes', perThread, 300);
}
