import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { BaseMessage } from '@langchain/core/messages';
import { JsonPlusSerializer } from '@langchain/langgraph-checkpoint';
import { startTestRedis } from '#test/redis.ts';
import {
  type Candidate,
  memoryCandidate,
  officialCandidates,
  redisCandidate,
} from './checkpoints-candidates.ts';
import {
  type Conversation,
  humanMessage,
  modelMessage,
  newConversation,
  nextCheckpoint,
  putStep,
  takeTurn,
} from './checkpoints-conversation.ts';
import { openReport, reportOptions } from './report.ts';
import { median, quantile, rounded } from './statistics.ts';
import { takeUndisturbed } from './undisturbed.ts';

const { values: options } = parseArgs({
  options: {
    ...reportOptions,
    /** Install the official PostgreSQL and SQLite savers for this run and compare with them. */
    official: { type: 'boolean', default: false },
    /** A PostgreSQL to use; without it one is started where its programs are found. */
    postgres: { type: 'string' },
    rounds: { type: 'string', default: '120' },
  },
});
const rounds = Number(options.rounds);
const warmUp = 100;
/** Before each save, as a node waits for its model: processes and caches are then as cold as in a graph. */
const nodeMs = 5;
const serde = new JsonPlusSerializer();
const report = openReport(options);

const operations = ['put', 'putWrites', 'getTuple'] as const;
/** Milliseconds of one round. */
type Times = Record<(typeof operations)[number], number>;
type Bare = Record<'set' | 'serialised', number>;
type Round = { savers: Times[]; bare: Bare };

const server = await startTestRedis();
const ours = redisCandidate(server.url);
const candidates: Candidate[] = [ours, memoryCandidate()];
const leftOut: string[] = [];
const official = options.official ? await officialCandidates(options.postgres) : undefined;
if (official) {
  candidates.push(...official.candidates);
  leftOut.push(...official.leftOut);
} else {
  leftOut.push('PostgresSaver and SqliteSaver: run with --official, which installs them for this run');
}

report.note(
  `Each figure: ${rounds} rounds after ${warmUp} to warm up, one operation at a time, ${nodeMs} ms of waiting before each put and SET.`,
);
for (const reason of leftOut) report.note(`left out: ${reason}`);
await compareTimes();
await compareBytes();
report.finish();
for (const candidate of candidates) await candidate.close();
await official?.remove();
await server.stop();

/** Times of single operations on a thread that already has so many messages. */
async function compareTimes(): Promise<void> {
  for (const count of [10, 100, 1000]) {
    const bases = await Promise.all(candidates.map((candidate) => seed(candidate, count)));
    for (let round = 0; round < warmUp; round += 1) await takeRound(bases, round);
    const { samples, leftOut } = await takeUndisturbed(rounds, (round) => takeRound(bases, warmUp + round));
    const all = new Map(
      candidates.map(({ name }, i) => [name, samples.flatMap(({ savers }) => savers[i] ?? [])]),
    );
    const rows = [...all].flatMap(([name, times]) => rowsOf(name, times));
    report.table(`At ${count} messages, milliseconds`, rows);
    const bare = samples.map((round) => round.bare);
    report.note(`${leftOut} rounds left out during which the host of this machine took processor time`);
    reportTimes(count, bare, all);
  }
}

/** All take turns, so that whatever else the machine does falls on all alike. */
async function takeRound(bases: readonly Conversation[], round: number): Promise<Round> {
  const savers: Times[] = [];
  for (const [i, candidate] of candidates.entries()) {
    savers.push(await timeSaver(candidate, bases[i] as Conversation, round));
  }
  return { savers, bare: await timeBare(bases[0] as Conversation, round) };
}

async function seed({ saver }: Candidate, count: number): Promise<Conversation> {
  const base = newConversation();
  base.messages = Array.from({ length: count }, (_, i) => (i % 2 === 0 ? humanMessage(i) : modelMessage(i)));
  await putStep(saver, base, 'loop', { messages: base.messages });
  return base;
}

/**
 * One message serialised, and sent to Redis with a plain SET, after the same steps that come before a `put`: a
 * round trip costs several times as much after other work as in a loop that does nothing else.
 */
async function timeBare(base: Conversation, round: number): Promise<Bare> {
  await reachPut(ours, base, round);
  const message = modelMessage(round);
  const started = performance.now();
  const [, bytes] = await serde.dumpsTyped(message);
  const sending = performance.now();
  await ours.redis.set(`bench-${process.pid}:bare`, Buffer.from(bytes));
  const ended = performance.now();
  return { set: ended - sending, serialised: ended - started };
}

async function timeSaver(candidate: Candidate, base: Conversation, round: number): Promise<Times> {
  const { branch, ...before } = await reachPut(candidate, base, round);
  const next = nextCheckpoint(candidate.saver, branch, 'loop', { messages: branch.messages });
  const put = await timed(() => candidate.saver.put(...next));
  return { put: put.milliseconds, ...before };
}

/** Every round goes on from the same checkpoint, so that all rounds have as many messages. */
async function reachPut({ saver }: Candidate, base: Conversation, round: number) {
  const read = await timed(() => saver.getTuple(base.config));
  const messages = (read.result?.checkpoint.channel_values.messages ?? []) as BaseMessage[];
  const branch: Conversation = { ...base, messages: [...messages, humanMessage(round)] };
  await putStep(saver, branch, 'loop', { messages: branch.messages });
  const answer = modelMessage(round);
  const written = await timed(() =>
    saver.putWrites(branch.config, [['messages', [answer]]], `task-${round}`),
  );
  branch.messages = [...branch.messages, answer];
  await wait(nodeMs);
  return { branch, getTuple: read.milliseconds, putWrites: written.milliseconds };
}

async function timed<Result>(action: () => Promise<Result>) {
  const started = performance.now();
  const result = await action();
  return { result, milliseconds: performance.now() - started };
}

function rowsOf(saver: string, times: readonly Times[]) {
  return operations.map((operation) => {
    const samples = times.map((round) => round[operation]);
    return { saver, operation, p50: rounded(median(samples)), p95: rounded(quantile(samples, 0.95)) };
  });
}

/** The targets are for long histories, where a saver that saves all of it with each step is slow. */
function reportTimes(count: number, bare: readonly Bare[], all: Map<string, Times[]>): void {
  const of = (name: string, operation: keyof Times) =>
    median((all.get(name) ?? []).map((round) => round[operation]));
  const set = median(bare.map((round) => round.set));
  const serialised = median(bare.map((round) => round.serialised));
  const put = of('RedisSaver', 'put');
  report.note(
    `bare SET of the new message: ${rounded(set)} ms; with serialising it: ${rounded(serialised)} ms`,
  );
  report.note(`put = ${rounded(put / serialised)} × that, ${rounded(put / set)} × the SET alone`);
  if (count >= 100) report.target(`put at ${count} messages ÷ SET of the new bytes`, put / set, 2);
  const getTuple = of('RedisSaver', 'getTuple') / of('MemorySaver', 'getTuple');
  report.note(`getTuple = ${rounded(getTuple)} × MemorySaver's`);
  if (count >= 1_000) report.target(`getTuple at ${count} messages ÷ MemorySaver's`, getTuple, 1.2);
  if (!all.has('PostgresSaver')) return;
  for (const operation of operations) {
    const ratio = of('RedisSaver', operation) / of('PostgresSaver', operation);
    report.target(`${operation} at ${count} messages ÷ PostgresSaver's`, ratio, 0.5);
  }
}

/** What whole conversations leave behind. */
async function compareBytes(): Promise<void> {
  const rows = [];
  for (const candidate of candidates) {
    const growth: number[] = [];
    for (const turns of [10, 100, 1000]) {
      // The others save all messages with each checkpoint: 1,000 turns would take gigabytes.
      if (turns === 1000 && candidate !== ours) continue;
      const [before, requests] = [await candidate.bytes(), candidate.requests?.()];
      const conversation = newConversation();
      for (let turn = 0; turn < turns; turn += 1) await takeTurn(candidate.saver, conversation, turn);
      const stored = (await candidate.bytes()) - before;
      const [, once] = await serde.dumpsTyped(conversation.messages);
      growth.push(stored);
      if (turns === 1000)
        report.target('bytes of 1,000 turns ÷ their messages once', stored / once.length, 3);
      rows.push({
        saver: candidate.name,
        turns,
        'messages once': once.length,
        stored,
        ratio: rounded(stored / once.length),
        'requests a turn': requests === undefined ? '' : ((candidate.requests?.() ?? 0) - requests) / turns,
      });
    }
    const exponent = Math.log10((growth.at(-1) ?? 0) / (growth.at(-2) ?? 1));
    report.note(`${candidate.name}: stored bytes grow with turns to the power of ${rounded(exponent)}`);
  }
  report.table(
    'One conversation of a graph with one node (a turn: 2 messages, 3 checkpoints, 2 tasks)',
    rows,
  );
}
