import type { BaseStore } from '@langchain/langgraph-checkpoint';
import type { CompiledGraph } from '#graphs/catalogue.ts';
import type { ApprovalDecision } from '#graphs/order-creation/approval.ts';
import type { Logger } from '#telemetry/logger.ts';
import { contextOf } from '../bot/answer-customer.ts';
import type { ConversationTools } from '../bot/conversation-tools.ts';
import { deliver, type Pace } from '../bot/deliver.ts';
import type { CommandMessage } from '../bot/queued-message.ts';
import { decideApproval } from './decide-approval.ts';
import type { OperatorCommand } from './operator-command.ts';
import { summaryOf } from './summary.ts';

export interface CommandRun {
  tenant: string;
  turnId: string;
  threadId: string;
  graph: CompiledGraph;
  store: BaseStore;
  tools: ConversationTools;
  pace: Pace;
  log: Logger;
  signal: AbortSignal;
}

const help = [
  'Comandos do robô, em nota privada:',
  '/bot pausar: o robô para de responder nesta conversa',
  '/bot retomar: o robô volta a responder',
  '/bot aprovar: aprova o pedido que espera aprovação',
  '/bot rejeitar <motivo>: rejeita o pedido',
  '/bot resumo: o que o robô sabe desta conversa',
  '/bot teste: só responde, para ver se tudo está ligado',
].join('\n');
const paused = 'Robô em pausa: esta conversa está com as pessoas. Para ele voltar: /bot retomar';
const resumed = 'O robô voltou e responde à próxima mensagem do cliente. Para parar: /bot pausar';
const heard = 'O robô recebeu este teste e respondeu por aqui.';
const nothingOpen = 'Nada espera aprovação nesta conversa.';

/** Does what an operator told the bot in a private note, and answers by another one. */
export async function handleCommand(message: CommandMessage, run: CommandRun): Promise<void> {
  const { command, agent } = message;
  const { tools, graph, threadId, turnId, log } = run;
  log.info({ command: command.name, agent: agent.id }, 'an operator steers the bot');
  const answer = (text: string) => tools.note(text, `${threadId}:${turnId}:command`);
  switch (command.name) {
    case 'pause':
      await tools.setStatus('open');
      await answer(paused);
      return;
    case 'resume':
      await tools.unassign();
      await tools.setStatus('pending');
      await answer(resumed);
      return;
    case 'summary':
      await answer(summaryOf(await graph.getState({ configurable: { thread_id: threadId } })));
      return;
    case 'test':
      await answer(heard);
      return;
    case 'help':
      await answer(help);
      return;
    default:
      await answer(await decide(message, run));
  }
}

/** What the operator is told of the decision, once the customer knows what follows from it. */
async function decide({ command, agent, ...message }: CommandMessage, run: CommandRun): Promise<string> {
  const { graph, store, tools, tenant, threadId, turnId, signal } = run;
  const outcome = await decideApproval(
    { graph, store },
    {
      tenant,
      threadId,
      turnId,
      decision: decisionOf(command),
      context: contextOf(tenant, message),
      signal,
    },
  );
  if (outcome === undefined) return nothingOpen;
  const told = await deliver(tools, outcome, {
    deliveryKey: `${threadId}:${turnId}`,
    pace: run.pace,
    signal,
  });
  const done = doneBy(agent.name, command);
  return told
    ? done
    : `${done}\nA conversa está com uma pessoa, e o robô não avisou o cliente. Ele diria:\n${outcome.reply}`;
}

function decisionOf(command: OperatorCommand): ApprovalDecision {
  switch (command.name) {
    case 'reject':
      return { decision: 'reject', reason: command.reason };
    case 'edit':
      return { decision: 'edit', lines: command.lines };
    default:
      return { decision: 'approve' };
  }
}

function doneBy(name: string, command: OperatorCommand): string {
  switch (command.name) {
    case 'reject':
      return `Rejeitado por ${name}: ${command.reason}`;
    case 'edit':
      return `Alterado por ${name}. O cliente recebeu o novo orçamento e precisa confirmar.`;
    default:
      return `Aprovado por ${name}.`;
  }
}
