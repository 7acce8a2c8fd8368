import type { BaseStore } from '@langchain/langgraph-checkpoint';
import type { CompiledGraph } from '#graphs/catalogue.ts';
import type { ConversationContext } from '#graphs/shared/conversation-state.ts';
import type { TurnStage } from '#telemetry/crews-metrics.ts';
import type { Logger } from '#telemetry/logger.ts';
import { hadAutomaticReply } from './automatic-replies.ts';
import { type ConversationTools, isWithBot } from './conversation-tools.ts';
import { deliver, type Pace } from './deliver.ts';
import { withLateTranscripts } from './late-transcripts.ts';
import { textOf } from './message-text.ts';
import { type Perception, perceiveAttachments } from './perceive-attachments.ts';
import type { CustomerMessage, QueuedMessage } from './queued-message.ts';
import { stageClock } from './stage-clock.ts';
import { takeTurn } from './take-turn.ts';
import { withCommit } from './turn-effects.ts';
import { unlessTakenOver } from './unless-taken-over.ts';
import { verifiedPhone } from './verified-contact.ts';

export interface CustomerTurn {
  tenant: string;
  turnId: string;
  threadId: string;
  /** In the order in which they were written. */
  messages: readonly CustomerMessage[];
  signal: AbortSignal;
  /** See TurnHandler. */
  commit(): void;
}

export interface AnswerDependencies {
  graph: CompiledGraph;
  store: BaseStore;
  tools: ConversationTools;
  /** Chatwoot's number of this bot, where it is known. */
  botId: number | undefined;
  pace: Pace;
  perception: Perception;
  /** Told when the conversation was handed to people. */
  onHandOff?: ((tenant: string) => void) | undefined;
  /** Told of each stage when it has ended. */
  onStage?: ((stage: TurnStage, seconds: number) => void) | undefined;
  log: Logger;
}

/** How far back a message that was replied to is looked for. */
const quotableMessages = 50;

const ofOther = {
  message: 'Recebemos sua mensagem. Um atendente continua esta conversa.',
  note: 'Quem escreveu este e-mail não é o contato da conversa. O robô só responde ao contato.',
};

/** Reads the conversation's state anew, lets the graph answer, and delivers what it says. */
export async function answerCustomer(
  turn: CustomerTurn,
  { graph, store, tools, botId, pace, perception, onHandOff, onStage, log }: AnswerDependencies,
): Promise<void> {
  const { tenant, turnId, threadId, messages, signal, commit } = turn;
  const newest = messages.at(-1);
  if (!newest) return;
  const endStage = stageClock(onStage);
  // Events keep coming after a person has taken over.
  const conversation = await tools.read();
  if (!isWithBot(conversation, botId)) {
    log.info({ status: conversation.status }, 'a person has this conversation; the bot keeps out');
    return;
  }
  const deliveryKey = `${threadId}:${turnId}`;
  if (messages.some(({ byOther }) => byOther)) {
    // What the conversation knows is its contact's, and is neither told to others nor changed by them.
    await unlessTakenOver(() => tools.handOff(ofOther, deliveryKey));
    return;
  }
  // Nothing waits for it but the answer, which must not be overtaken by it.
  const typing = tools
    .typing(true)
    .catch((error) => log.debug({ err: error }, 'the typing sign was not shown'));
  const context = contextOf(tenant, newest);
  const place = { tenant, threadId };
  const perceive = async () => {
    const waiting = { store, place, waitMs: perception.transcriptWaitMs, signal };
    const heard = await withLateTranscripts(messages, waiting);
    const configurable = { thread_id: threadId };
    return perceiveAttachments(heard, perception, { configurable, store, context, signal });
  };
  const [autoReplied, quoted, perceived] = await Promise.all([
    hadAutomaticReply(store, place),
    quotedIn(messages, tools, log),
    perceive(),
  ]);
  endStage('read');
  const input = {
    threadId,
    turnId,
    text: textOf(perceived, quoted),
    context: { ...context, autoReplied },
    signal,
  };
  const outcome = await withCommit(commit, () => takeTurn(graph, input));
  await typing;
  endStage('graph');
  commit();
  const told = await deliver(tools, outcome, { deliveryKey, pace, signal });
  endStage('send');
  if (told && outcome.handoff) onHandOff?.(tenant);
  if (!told) log.info('a person took over during the turn; its reply was not sent');
}

/** What the graph is told of the conversation; it comes from the channel, never from a text. */
export function contextOf(
  tenant: string,
  message: Pick<QueuedMessage, 'accountId' | 'conversationId' | 'contact' | 'channel'> &
    Partial<Pick<CustomerMessage, 'verifiedEmail'>>,
): ConversationContext {
  const { accountId, conversationId, contact } = message;
  return {
    tenant,
    conversation: { account: accountId, id: conversationId },
    contact: {
      id: contact.id,
      name: contact.name ?? undefined,
      phone: verifiedPhone(message),
      email: message.verifiedEmail,
    },
  };
}

/** The texts of the earlier messages that these reply to. Without them an answer is still possible. */
async function quotedIn(
  messages: readonly CustomerMessage[],
  tools: ConversationTools,
  log: Logger,
): Promise<Map<number, string>> {
  const wanted = new Set(messages.flatMap(({ contentAttributes }) => contentAttributes.in_reply_to ?? []));
  if (wanted.size === 0) return new Map();
  const recent = await tools.messages(quotableMessages).catch((error) => {
    log.warn({ err: error }, 'the message that was replied to could not be read');
    return [];
  });
  const quotable = recent.filter((message) => wanted.has(message.id) && !message.private);
  return new Map(quotable.map(({ id, content }) => [id, content]));
}
