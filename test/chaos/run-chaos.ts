import { setTimeout as sleep } from 'node:timers/promises';
import { createRedisTurnQueue } from '#crews/queue/redis-turn-queue.ts';
import type { DeadLetter, QueueStats } from '#crews/queue/turn-queue.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { answersIn } from './answers.ts';
import { type Deployment, startDeployment } from './deployment.ts';
import { dialogueOf, turnsOfDialogue } from './dialogue.ts';
import { judgeConversation } from './judge-conversation.ts';
import { hasKilled, killProcesses } from './kill-processes.ts';
import { type Played, playCustomer } from './play-customer.ts';
import { prepareCatalogue } from './prepare-catalogue.ts';
import { createRandom, type Random } from './random.ts';
import { readOdoo } from './read-odoo.ts';
import { watchStandstill } from './standstill.ts';
import { summaryOf } from './summary.ts';

export interface ChaosOptions {
  /** About so many, in conversations of five. */
  turns: number;
  seed: number;
  killEveryMs: number;
  /** Processes that may be down at once. */
  mostDown: number;
  /** Conversations are held until there were so many kills, and one of each process where it is not 0. */
  leastKills: number;
  /** Conversations that are held side by side. */
  atOnce: number;
  /** Longest wait for one answer. */
  patienceMs: number;
  /** For the logs and for what Redis keeps. */
  folder: string;
  print(line: string): void;
}

/** What may still come after the last answer: a turn of a killed worker, a stale webhook, their second effects. */
const aftermathMs = 25_000;
const drainTimeoutMs = 120_000;

/** @returns whether everything happened once. */
export async function runChaos(options: ChaosOptions): Promise<boolean> {
  const { seed, killEveryMs, mostDown, folder, print } = options;
  const conversations = Math.ceil(options.turns / turnsOfDialogue);
  print(`seed ${seed}: ${conversations} conversations, a kill about every ${killEveryMs} ms`);
  const random = createRandom(seed);
  const deployment = await startDeployment(folder, random);
  try {
    await prepareCatalogue(deployment.config);
    const started = Date.now();
    const stopKilling = killProcesses(deployment.processes, {
      everyMs: killEveryMs,
      mostDown,
      random: createRandom(seed + 1),
    });
    const standstill = watchStandstill();
    const played = await playAll(conversations, deployment, random, options).finally(stopKilling);
    const seconds = (Date.now() - started) / 1_000;
    const left = await drain(deployment);
    const faults = await judge(played, deployment);
    standstill.stop();
    for (const fault of [...faults, ...left.faults]) print(`WRONG ${fault}`);
    for (const line of summaryOf(played, deployment, { seed, seconds, stoodStill: standstill.seconds() }))
      print(line);
    return faults.length + left.faults.length === 0;
  } finally {
    await deployment.close();
  }
}

async function playAll(
  conversations: number,
  { chatwoot, config, processes }: Deployment,
  random: Random,
  { atOnce, patienceMs, leastKills, print }: ChaosOptions,
): Promise<Played[]> {
  const players = { chatwoot, tenant: config.TENANT, random, patienceMs };
  const played: Played[] = [];
  const started = Date.now();
  let next = 0;
  const keepPlaying = async () => {
    while (next < conversations || !hasKilled(processes, leastKills)) {
      const number = next;
      next += 1;
      // Two of three order something.
      const dialogue = dialogueOf(number % 3 !== 2, random);
      const phone = `+551198${String(1_000_000 + number)}`;
      played.push(await playCustomer(phone, dialogue, players));
      if (played.length % 10 === 0) print(progressOf(played.length, processes, started));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, keepPlaying));
  return played;
}

function progressOf(held: number, processes: Deployment['processes'], started: number): string {
  const kills = processes.reduce((total, { counts }) => total + counts().kills, 0);
  return `${held} conversations held after ${Math.round((Date.now() - started) / 1_000)} s, ${kills} kills`;
}

/** Waits until nothing is under way, and longer than a turn that was lost takes to be found. */
async function drain({ config, chatwoot }: Deployment): Promise<{ faults: string[] }> {
  const queue = createRedisTurnQueue({ url: config.REDIS_URL ?? '', logger: silentLogger });
  try {
    await sleep(aftermathMs);
    await chatwoot.settled();
    const deadline = Date.now() + drainTimeoutMs;
    let stats = await queue.stats();
    while (stats.waiting + stats.active > 0 && Date.now() < deadline) {
      await sleep(500);
      stats = await queue.stats();
    }
    return { faults: [...waitingFaults(stats), ...(await queue.deadLetters.list()).map(letterFault)] };
  } finally {
    await queue.close(0);
  }
}

function waitingFaults({ waiting, active }: QueueStats): string[] {
  return waiting + active > 0 ? [`${waiting} conversations wait in the queue, ${active} turns run`] : [];
}

function letterFault({ turn, error }: DeadLetter): string {
  return `a dead letter of ${turn.conversationKey}: ${error.code} after ${turn.attempt} attempts`;
}

async function judge(played: readonly Played[], { config, chatwoot }: Deployment): Promise<string[]> {
  const place = { tenant: config.TENANT, accountId: chatwoot.accountId };
  const odoo = await readOdoo(
    config,
    played.map(({ phone }) => phone),
  );
  return played.flatMap((each) => {
    const conversation = chatwoot.customer(each.phone).conversation();
    const inOdoo = odoo.get(each.phone);
    if (!conversation || !inOdoo) return [`${each.phone} was not heard at all`];
    const answers = answersIn(conversation, each.bursts, place);
    const evidence = { played: each, status: conversation.status, answers, ...inOdoo };
    return judgeConversation(evidence).map((fault) => `conversation ${conversation.id}: ${fault}`);
  });
}
