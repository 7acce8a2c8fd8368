import { setTimeout as wait } from 'node:timers/promises';
import { ProjectError } from '#errors/errors.ts';
import { bubblesOf } from './bubbles.ts';
import type { ConversationTools } from './conversation-tools.ts';
import type { PendingApproval, TurnOutcome } from './thread-state.ts';
import { unlessTakenOver } from './unless-taken-over.ts';

/** How an answer is sent: at once, or as a person writes. */
export interface Pace {
  /** About the length of one message; 0 sends every answer as one. */
  bubbleCharacters: number;
  /** Between two messages, for each character of the next one; three seconds at most. */
  msPerCharacter: number;
}

const longestPauseMs = 3_000;
const noAnswer = 'Desculpe, não entendi. Pode dizer de outro jeito?';

/**
 * Tells the customer what a turn came to, and the operators what they should know.
 *
 * @returns false when a person has taken over and the customer was not told, or not all of it.
 */
export async function deliver(
  tools: ConversationTools,
  outcome: TurnOutcome,
  { deliveryKey, pace, signal }: { deliveryKey: string; pace: Pace; signal: AbortSignal },
): Promise<boolean> {
  const { handoff, approval } = outcome;
  const message = outcome.reply || noAnswer;
  // Before the customer is told to wait, so that somebody knows whom he waits for.
  if (approval) await tools.note(approvalNote(approval), `${deliveryKey}:approval`);
  if (handoff) {
    const team = handoff.team ? { team_id: handoff.team } : {};
    const note = `${handoff.reason}\n${handoff.summary}`;
    return unlessTakenOver(() => tools.handOff({ message, note, ...team }, deliveryKey));
  }
  return unlessTakenOver(async () => {
    for (const [index, bubble] of bubblesOf(message, pace.bubbleCharacters).entries()) {
      if (index > 0) await pauseAsTyping(tools, bubble, pace, signal);
      // A key for each, so that a repeated delivery sends only what is missing.
      await sendOrHandOff(tools, bubble, index === 0 ? deliveryKey : `${deliveryKey}:${index + 1}`);
    }
  });
}

async function pauseAsTyping(
  tools: ConversationTools,
  bubble: string,
  { msPerCharacter }: Pace,
  signal: AbortSignal,
): Promise<void> {
  await tools.typing(true).catch(() => undefined); // a sign that is not shown is no reason not to answer
  await wait(Math.min(bubble.length * msPerCharacter, longestPauseMs), undefined, { signal });
}

/** Outside WhatsApp's 24 hours a text would be lost without a sign: a person decides how to reach the customer. */
async function sendOrHandOff(tools: ConversationTools, message: string, deliveryKey: string): Promise<void> {
  try {
    await tools.send(message, deliveryKey);
  } catch (error) {
    if (!(error instanceof ProjectError && error.code === 'outside_reply_window')) throw error;
    const note =
      'O cliente escreveu há mais de 24 horas e o WhatsApp só aceita um modelo aprovado. ' +
      `A resposta do robô não foi enviada:\n${message}`;
    await tools.handOff({ note }, `${deliveryKey}:window`);
  }
}

function approvalNote({ customer, order, total, currency }: PendingApproval): string {
  const amount =
    total != null && currency
      ? `, ${new Intl.NumberFormat('pt-BR', { style: 'currency', currency }).format(total)}`
      : '';
  const what = order ? `O pedido ${order.name}${amount}` : 'Uma decisão';
  const whose = customer ? ` de ${customer.name}` : '';
  return `${what}${whose} espera aprovação. Responda em nota privada: /bot aprovar ou /bot rejeitar <motivo>`;
}
