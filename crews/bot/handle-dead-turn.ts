import type { Toolbox } from '#adapters/mcp/toolbox.ts';
import { describeError } from '#errors/describe-error.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { Turn } from '../queue/turn-queue.ts';
import { conversationTools } from './conversation-tools.ts';
import { textOf } from './message-text.ts';
import { type QueuedMessage, queuedMessageSchema } from './queued-message.ts';
import { threadIdOf } from './thread-id.ts';
import { unlessTakenOver } from './unless-taken-over.ts';

const apology = 'Desculpe, tive um problema para responder. Vou passar você para um atendente.';
const patienceMs = 30_000;

/** Tells the customer when a turn has failed for good, and calls a person: never silence. */
export function deadTurnHandler({ toolbox, logger }: { toolbox: Toolbox; logger: Logger }) {
  return async (turn: Turn, error: unknown): Promise<void> => {
    const newest = queuedMessageSchema.safeParse(turn.messages.at(-1)).data;
    if (!newest) return;
    const tools = conversationTools(toolbox, turn.tenant, newest, AbortSignal.timeout(patienceMs));
    const threadId = threadIdOf(turn.tenant, newest.accountId, newest.conversationId);
    const deliveryKey = `${threadId}:${turn.turnId}:dead`;
    const note = noteOf(newest, describeError(error).code);
    const told = await unlessTakenOver(() =>
      newest.kind === 'message'
        ? tools.handOff({ message: apology, note }, deliveryKey)
        : tools.note(note, deliveryKey),
    );
    if (!told) logger.info({ thread: threadId }, 'a person has the conversation of a turn that was given up');
  };
}

function noteOf(message: QueuedMessage, code: string): string {
  switch (message.kind) {
    case 'message':
      return `O robô não conseguiu responder (${code}). Última mensagem do cliente: ${textOf([message])}`;
    case 'command':
      return `O robô não conseguiu cumprir o comando (${code}). Tente de novo em alguns minutos.`;
    case 'automatic_reply':
      return `O robô não conseguiu ler uma mensagem automática do Chatwoot (${code}).`;
    case 'transcript':
      return `O robô não conseguiu guardar a transcrição de um áudio (${code}).`;
    case 'human_reply':
      return `O robô não conseguiu deixar esta conversa com as pessoas (${code}). Marque-a como aberta.`;
  }
}
