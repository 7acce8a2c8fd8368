import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { type Answer, answersIn } from './answers.ts';
import type { Dialogue } from './dialogue.ts';
import type { Random } from './random.ts';

/** A conversation as it was held. */
export interface Played {
  phone: string;
  dialogue: Dialogue;
  /** The numbers of all messages, those that were written together in one. */
  bursts: number[][];
  /** Of each step that was begun the messages that said it last. */
  said: number[][];
  /** How long each step took to be answered, in milliseconds. */
  waits: number[];
}

export interface Players {
  chatwoot: SandboxChatwoot;
  tenant: string;
  random: Random;
  /** After so long without an answer a conversation counts as stuck. */
  patienceMs: number;
}

const lookEveryMs = 100;
const askAgainAfterMs = 3_000;
/** While the catalogue is away the crew says so at once; a customer who wants something asks once more. */
const catalogueAway = /não consigo consultar nosso catálogo/;
const longestGapMs = 400;

/** Holds one conversation: says each thing when all before it is answered, or gives up at the first that is not. */
export async function playCustomer(
  phone: string,
  dialogue: Dialogue,
  { chatwoot, tenant, random, patienceMs }: Players,
): Promise<Played> {
  const customer = chatwoot.customer(phone, 'Cliente');
  const played: Played = { phone, dialogue, bursts: [], said: [], waits: [] };
  for (const [step, { texts }] of dialogue.steps.entries()) {
    const started = Date.now();
    let told: string | undefined;
    do {
      if (told !== undefined) await sleep(askAgainAfterMs);
      const burst = await write(texts, step);
      told = await untilTold(burst, started + patienceMs);
      if (told === undefined) return played;
    } while (catalogueAway.test(told));
    played.waits.push(Date.now() - started);
  }
  return played;

  async function write(texts: readonly string[], step: number): Promise<number[]> {
    const burst: number[] = [];
    played.bursts.push(burst);
    played.said[step] = burst;
    for (const [index, words] of texts.entries()) {
      if (index > 0) await sleep(random.below(longestGapMs));
      burst.push(customer.write(words).messageId);
    }
    return burst;
  }
  /** The last answer to the burst when all of it is answered; undefined when that takes too long. */
  async function untilTold(burst: readonly number[], deadline: number): Promise<string | undefined> {
    while (!isAnswered(burst, answers())) {
      if (Date.now() > deadline) return undefined;
      await sleep(lookEveryMs);
    }
    return answers().findLast(({ to }) => to.some((id) => burst.includes(id)))?.content;
  }
  function answers(): Answer[] {
    const conversation = customer.conversation();
    return conversation
      ? answersIn(conversation, played.bursts, { tenant, accountId: chatwoot.accountId })
      : [];
  }
}

function isAnswered(messageIds: readonly number[], answers: readonly Answer[]): boolean {
  const answered = new Set(answers.flatMap(({ to }) => to));
  return messageIds.every((id) => answered.has(id));
}
