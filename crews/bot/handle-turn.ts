import type { BaseStore } from '@langchain/langgraph-checkpoint';
import type { Toolbox } from '#adapters/mcp/toolbox.ts';
import type { CompiledGraph } from '#graphs/catalogue.ts';
import type { TurnStage } from '#telemetry/crews-metrics.ts';
import { inLogContext } from '#telemetry/log-context.ts';
import type { Logger } from '#telemetry/logger.ts';
import { handleCommand } from '../operator/handle-command.ts';
import type { Turn } from '../queue/turn-queue.ts';
import { answerCustomer } from './answer-customer.ts';
import { noteAutomaticReply } from './automatic-replies.ts';
import { conversationTools } from './conversation-tools.ts';
import type { Pace } from './deliver.ts';
import { noteTranscripts } from './late-transcripts.ts';
import type { Perception } from './perceive-attachments.ts';
import { type CustomerMessage, type QueuedMessage, queuedMessageSchema } from './queued-message.ts';
import { threadIdOf } from './thread-id.ts';

export interface BotDependencies {
  graph: CompiledGraph;
  toolbox: Toolbox;
  /** Where decisions are noted, so that a repeated one is recognised. */
  store: BaseStore;
  /** Chatwoot's number of a tenant's bot, where it is known. */
  botIdOf(tenant: string): number | undefined;
  pace: Pace;
  /** What makes words of a tenant's voice messages and pictures. */
  perceptionOf(tenant: string): Perception;
  /** Told when a conversation was handed to people. */
  onHandOff?: (tenant: string) => void;
  /** Told of each stage of an answer when it has ended. */
  onStage?: (stage: TurnStage, seconds: number) => void;
  logger: Logger;
}

/**
 * One turn of a conversation, from the queue to the reply. Every step can be repeated: the state is read
 * again, the graph recognises its turn, and each delivery has a key that Chatwoot keeps.
 */
export function turnHandler(bot: BotDependencies) {
  const { graph, toolbox, store, botIdOf, pace, perceptionOf, onHandOff, onStage, logger: log } = bot;
  return async (turn: Turn, signal: AbortSignal, commit: () => void): Promise<void> => {
    const { tenant, turnId } = turn;
    const queued = turn.messages.map((message) => queuedMessageSchema.parse(message));
    const [first] = queued;
    if (!first) return;
    const threadId = threadIdOf(tenant, first.accountId, first.conversationId);
    const tools = conversationTools(toolbox, tenant, first, signal);
    await inLogContext({ tenant, thread: threadId, turn: turnId }, () => handle(first));

    async function handle(first: QueuedMessage): Promise<void> {
      switch (first.kind) {
        case 'command':
          await handleCommand(first, { tenant, turnId, threadId, graph, store, tools, pace, log, signal });
          return;
        case 'automatic_reply':
          await noteAutomaticReply(store, { tenant, threadId });
          return;
        case 'transcript':
          await noteTranscripts(store, { tenant, threadId }, first);
          return;
        case 'human_reply':
          await leaveToPerson();
          return;
        default:
          await answerCustomer(
            { tenant, turnId, threadId, messages: ofCustomer(queued), signal, commit },
            {
              graph,
              store,
              tools,
              botId: botIdOf(tenant),
              pace,
              perception: perceptionOf(tenant),
              onHandOff,
              onStage,
              log,
            },
          );
      }
    }

    /** Opens a conversation in which a person has answered, as Chatwoot does not do by itself. */
    async function leaveToPerson(): Promise<void> {
      const { status } = await tools.read();
      if (status !== 'pending') return;
      await tools.setStatus('open');
      log.info('a person has answered the customer; the bot leaves the conversation to the people');
    }
  };
}

/** In the order in which they were written: Chatwoot delivers in any. */
function ofCustomer(queued: readonly QueuedMessage[]): CustomerMessage[] {
  const messages = queued.filter((message) => message.kind === 'message');
  return messages.sort((one, other) => one.messageId - other.messageId);
}
