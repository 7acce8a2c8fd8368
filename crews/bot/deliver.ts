import { ProjectError } from '#errors/errors.ts';
import type { ConversationTools } from './conversation-tools.ts';
import type { PendingApproval, TurnOutcome } from './thread-state.ts';
import { unlessTakenOver } from './unless-taken-over.ts';

const noAnswer = 'Desculpe, não entendi. Pode dizer de outro jeito?';

/**
 * Tells the customer what a turn came to, and the operators what they should know.
 *
 * @returns false when a person has taken over and the customer was not told.
 */
export async function deliver(
  tools: ConversationTools,
  outcome: TurnOutcome,
  deliveryKey: string,
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
  return unlessTakenOver(() => sendOrHandOff(tools, message, deliveryKey));
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
