import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { environmentVariables } from '#config/environment.ts';
import { fillCatalogue } from './adapters/fill-catalogue.ts';
import { subjects } from './adapters/subjects.ts';
import { openWays, type Ways } from './adapters/ways.ts';
import { openReport, reportOptions } from './report.ts';
import { median, quantile, rounded } from './statistics.ts';
import { takeUndisturbed } from './undisturbed.ts';

/**
 * `npm run bench:adapters`: what adapter, tool and MCP add to the bare HTTP call, for a search of 20 records. The
 * outside systems (stand-ins, or the real Odoo of `ODOO_TEST_…`), the servers and the client are three processes.
 */
const { values } = parseArgs({
  options: {
    ...reportOptions,
    rounds: { type: 'string', default: '300' },
    /** Longest time for the rounds of one search: a slow Odoo gets fewer. */
    seconds: { type: 'string', default: '180' },
    /** Only the searches whose name holds this, for example XML-RPC. */
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);
const longestMs = Number(values.seconds) * 1_000;
/** A server runs for days: what its first calls cost until they are compiled is not what a call costs. */
const warmUp = 1_000;
const longestWarmUpMs = 60_000;
const limitMs = 3;

const wayNames = ['bare', 'tool', 'link', 'client'] as const;
type Way = (typeof wayNames)[number];
/** The milliseconds of each way in one round. */
type Round = Record<Way, number>;

const judged = subjects.filter(({ name }) => name.includes(values.only));
if (judged.length === 0) {
  throw new Error(
    `--only ${values.only}: it must be part of ${subjects.map(({ name }) => name).join(' / ')}.`,
  );
}

const report = openReport(values);
const children: ChildProcess[] = [];
const secret = { JWT_SECRET: 'only for this bench: 32 characters or more' };
const realOdoo = realOdooVariables();
const { variables, conversationId } = await startChild<{
  variables: Record<string, string>;
  conversationId: number;
}>('stand-ins', realOdoo);
const settings = { ...variables, ...realOdoo, ...secret };
const urls = await startChild<Record<string, string>>('servers', settings);
await fillCatalogue(urls.Qdrant ?? '', settings);

report.note(`Odoo: ${realOdoo.ODOO_URL ? 'real' : 'stand-in'}; Qdrant and Chatwoot: stand-ins`);
report.note(
  `up to ${rounds} rounds after ${warmUp} to warm up; one call at a time, keep-alive; milliseconds`,
);
const rows = [];
for (const subject of judged) {
  const ways = await openWays(subject, settings, urls[subject.name] ?? '', conversationId);
  const round = () => takeRound(ways, subject.pauseMs ?? 0);
  await repeat(warmUp, round);
  const { samples, leftOut } = await takeUndisturbed(rounds, round, longestMs);
  rows.push({ ...rowOf(subject.name, ways.requests, samples), 'left out': leftOut });
  report.target(`${subject.name}: added by adapter, tool and MCP, ms p50`, addedBy(samples, 'link'), limitMs);
  await ways.close();
}
report.table('A search of 20 records', rows);
report.note(
  'Differences within one round. added: adapter, tool and MCP, called as crews and the gateway call;',
);
report.note('by the official client: the same called by the client of the MCP SDK.');
report.note('left out: rounds during which the host of this machine took processor time for others.');
report.finish();
for (const child of children) child.disconnect();

async function repeat(times: number, work: () => Promise<unknown>): Promise<void> {
  const until = performance.now() + longestWarmUpMs;
  for (let i = 0; i < times && performance.now() < until; i += 1) await work();
}

/** The ways take turns, so that whatever else the machine does falls on all alike. */
async function takeRound(ways: Ways, pauseMs: number): Promise<Round> {
  const round = { bare: 0, tool: 0, link: 0, client: 0 };
  if (pauseMs > 0) await wait(pauseMs);
  for (const way of wayNames) {
    const started = performance.now();
    await ways[way]();
    round[way] = performance.now() - started;
  }
  return round;
}

function rowOf(name: string, requests: number, samples: readonly Round[]) {
  const of = (way: Way) => samples.map((round) => round[way]);
  return {
    search: name,
    'requests a call': requests,
    'bare p50': rounded(median(of('bare'))),
    'tool p50': rounded(median(of('tool'))),
    'link p50': rounded(median(of('link'))),
    'link p95': rounded(quantile(of('link'), 0.95)),
    'added p50': rounded(addedBy(samples, 'link')),
    'by the official client': rounded(addedBy(samples, 'client')),
    rounds: samples.length,
  };
}

function addedBy(samples: readonly Round[], way: Way): number {
  return median(samples.map((round) => round[way] - round.bare));
}

async function startChild<Message>(name: string, argument: object): Promise<Message> {
  const file = fileURLToPath(new URL(`adapters/${name}.ts`, import.meta.url));
  const child = fork(file, [JSON.stringify(argument)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.push(child);
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${code} before it was ready`);
  });
  const [message] = await Promise.race([once(child, 'message'), failed]);
  return message;
}

/** The real Odoo of the tests, where there is one, under the names that the servers use. */
function realOdooVariables(): Record<string, string> {
  const environment = environmentVariables();
  const names = ['URL', 'DB', 'USERNAME', 'PASSWORD', 'API_KEY'];
  const entries = names.map((name) => [`ODOO_${name}`, environment[`ODOO_TEST_${name}`] ?? '']);
  return entries.every(([, value]) => value) ? Object.fromEntries(entries) : {};
}
