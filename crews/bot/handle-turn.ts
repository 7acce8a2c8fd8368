import type { Toolbox } from '#adapters/mcp/toolbox.ts';
import { ProjectError } from '#errors/errors.ts';
import type { CompiledGraph } from '#graphs/catalogue.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { Turn } from '../queue/turn-queue.ts';
import { type ConversationTools, conversationTools } from './conversation-tools.ts';
import { type QueuedMessage, queuedMessageSchema, textOf, verifiedPhone } from './message-text.ts';
import { takeTurn } from './take-turn.ts';
import { threadIdOf } from './thread-id.ts';

export interface BotDependencies {
  graph: CompiledGraph;
  toolbox: Toolbox;
  logger: Logger;
}

const noAnswer = 'Desculpe, não entendi. Pode dizer de outro jeito?';
const apology = 'Desculpe, tive um problema para responder. Vou passar você para um atendente.';

/**
 * One turn of a conversation, from the queue to the reply. Every step can be repeated: the state is read
 * again, the graph recognises its turn, and each delivery has a key that Chatwoot keeps.
 */
export function turnHandler({ graph, toolbox, logger }: BotDependencies) {
  return async (turn: Turn, signal: AbortSignal): Promise<void> => {
    const messages = turn.messages.map((message) => queuedMessageSchema.parse(message));
    const newest = messages.at(-1);
    if (!newest) return;
    const threadId = threadIdOf(turn.tenant, newest.accountId, newest.conversationId);
    const log = logger.child({ tenant: turn.tenant, thread: threadId, turn: turn.turnId });
    const tools = conversationTools(toolbox, addressOf(turn.tenant, newest), signal);

    // Events keep coming after a person has taken over.
    const conversation = await tools.read();
    if (conversation.status !== 'pending' || isAssigned(conversation)) {
      log.info({ status: conversation.status }, 'a person has this conversation; the bot keeps out');
      return;
    }
    await tools.typing(true).catch((error) => log.debug({ err: error }, 'the typing sign was not shown'));
    const outcome = await takeTurn(graph, {
      threadId,
      turnId: turn.turnId,
      text: textOf(messages),
      context: {
        tenant: turn.tenant,
        conversation: { account: newest.accountId, id: newest.conversationId },
        contact: {
          id: newest.contact.id,
          name: newest.contact.name ?? undefined,
          phone: verifiedPhone(newest),
        },
      },
      signal,
    });
    await unlessTakenOver(log, () => deliver(tools, outcome, `${threadId}:${turn.turnId}`));
  };
}

/** Tells the customer when a turn has failed for good, and calls a person: never silence. */
export function deadTurnHandler({ toolbox, logger }: Omit<BotDependencies, 'graph'>) {
  return async (turn: Turn, error: unknown): Promise<void> => {
    const newest = queuedMessageSchema.safeParse(turn.messages.at(-1)).data;
    if (!newest) return;
    const signal = AbortSignal.timeout(30_000);
    const tools = conversationTools(toolbox, addressOf(turn.tenant, newest), signal);
    const reason = error instanceof ProjectError ? error.code : 'internal_error';
    const note = `O robô não conseguiu responder (${reason}). Última mensagem do cliente: ${textOf([newest])}`;
    const deliveryKey = `${threadIdOf(turn.tenant, newest.accountId, newest.conversationId)}:${turn.turnId}:dead`;
    await unlessTakenOver(logger, () => tools.handOff({ message: apology, note }, deliveryKey));
  };
}

function addressOf(tenant: string, message: QueuedMessage) {
  return {
    tenant,
    account: message.accountId,
    id: message.conversationId,
    contact: message.contact.id,
  };
}

function isAssigned({ assignee }: { assignee?: unknown }): boolean {
  return assignee !== null && assignee !== undefined;
}

async function deliver(
  tools: ConversationTools,
  { reply, handoff }: Awaited<ReturnType<typeof takeTurn>>,
  deliveryKey: string,
): Promise<void> {
  const message = reply || noAnswer;
  if (!handoff) {
    await tools.send(message, deliveryKey);
    return;
  }
  await tools.handOff({ message, note: `${handoff.reason}\n${handoff.summary}` }, deliveryKey);
}

/** A person who took over while the turn ran has the word: the reply is dropped, and that is said in the log. */
async function unlessTakenOver(log: Logger, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ProjectError && error.code === 'human_took_over')) throw error;
    log.info('a person took over during the turn; its reply was not sent');
  }
}
