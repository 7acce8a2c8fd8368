import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { type Answer, answersIn } from './answers.ts';
import type { Dialogue } from './dialogue.ts';
import type { Random } from './random.ts';

/** A conversation as it was held. */
export interface Played {
  phone: string;
  dialogue: Dialogue;
  /** The numbers of the messages of each step that was begun. */
  bursts: number[][];
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
const longestGapMs = 400;

/** Holds one conversation: says each thing when all before it is answered, or gives up at the first that is not. */
export async function playCustomer(
  phone: string,
  dialogue: Dialogue,
  { chatwoot, tenant, random, patienceMs }: Players,
): Promise<Played> {
  const customer = chatwoot.customer(phone, 'Cliente');
  const played: Played = { phone, dialogue, bursts: [], waits: [] };
  for (const { texts } of dialogue.steps) {
    const burst: number[] = [];
    played.bursts.push(burst);
    for (const [index, words] of texts.entries()) {
      if (index > 0) await sleep(random.below(longestGapMs));
      burst.push(customer.write(words).messageId);
    }
    const started = Date.now();
    while (!isAnswered(burst, answers())) {
      if (Date.now() - started > patienceMs) return played;
      await sleep(lookEveryMs);
    }
    played.waits.push(Date.now() - started);
  }
  return played;

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
