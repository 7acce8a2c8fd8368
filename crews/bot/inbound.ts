import { incomingMessageOf } from '#adapters/chatwoot/webhook/incoming-message.ts';
import { type OperatorMessage, operatorMessageOf } from '#adapters/chatwoot/webhook/operator-message.ts';
import { templateMessageOf } from '#adapters/chatwoot/webhook/template-message.ts';
import { transcriptMessageOf } from '#adapters/chatwoot/webhook/transcript-message.ts';
import { typingCustomerOf } from '#adapters/chatwoot/webhook/typing-event.ts';
import type { VouchedEmail } from '#adapters/chatwoot/webhook/vouched-email.ts';
import type { WebhookEvent } from '#adapters/chatwoot/webhook/webhook-event.ts';
import { type OperatorCommand, parseOperatorCommand } from '../operator/operator-command.ts';
import type { InboundEvent } from '../queue/turn-queue.ts';
import { conversationKeyOf } from './thread-id.ts';
import { verifiedEmail } from './verified-contact.ts';

/** What an event of Chatwoot is to the bot. */
export type Inbound =
  | { kind: 'message'; event: InboundEvent }
  | { kind: 'typing'; conversationKey: string }
  | { kind: 'ignored'; reason: string };

export interface InboundSettings {
  tenant: string;
  /** The id of this delivery, where Chatwoot told one. */
  delivery?: string | undefined;
  /** Chatwoot's number of this bot. */
  botId?: number | undefined;
  /** False where the bot writes in the name of a user: its messages then look like a person's. */
  writesAsBot: boolean;
  /** Whose word for an e-mail address is proof of who writes. */
  acceptedEmails: readonly VouchedEmail['by'][];
}

const commandsOfTheThread: OperatorCommand['name'][] = ['approve', 'reject'];

/** Decides what becomes of an event: a message to answer, a person's command or answer, or nothing. */
export function inboundOf(event: WebhookEvent, settings: InboundSettings): Inbound {
  if (event.event === 'conversation_typing_on') {
    const typing = typingCustomerOf(event);
    return typing
      ? { kind: 'typing', conversationKey: conversationKeyOf(settings.tenant, typing) }
      : { kind: 'ignored', reason: 'not_the_customer' };
  }
  const operator = operatorMessageOf(event);
  const ofOperator = operator && inboundOfOperator(operator, settings);
  if (ofOperator) return ofOperator;

  const template = templateMessageOf(event);
  if (template) {
    const message = { kind: 'automatic_reply', ...template };
    const conversationKey = asideOf(settings.tenant, template);
    return { kind: 'message', event: eventOf(settings, template, { conversationKey, message, alone: true }) };
  }

  const transcript = transcriptMessageOf(event);
  if (transcript) {
    const conversationKey = asideOf(settings.tenant, transcript);
    const message = { kind: 'transcript', ...transcript };
    const stored = { name: 'transcript', conversationKey, message, alone: true };
    return { kind: 'message', event: eventOf(settings, transcript, stored) };
  }

  const incoming = incomingMessageOf(event, settings.botId === undefined ? {} : { botId: settings.botId });
  if ('ignored' in incoming) return { kind: 'ignored', reason: incoming.ignored };
  const { vouchedEmail: _, ...rest } = incoming;
  const message = { ...rest, ...verifiedEmail(incoming, settings.acceptedEmails) };
  return {
    kind: 'message',
    event: eventOf(settings, message, {
      conversationKey: conversationKeyOf(settings.tenant, message),
      message,
    }),
  };
}

function inboundOfOperator(operator: OperatorMessage, settings: InboundSettings): Inbound | undefined {
  const conversationKey = conversationKeyOf(settings.tenant, operator);
  const aside = asideOf(settings.tenant, operator);
  const { agent, content, status, private: isNote, ...where } = operator;
  const stored = (key: string, message: object): Inbound => ({
    kind: 'message',
    event: eventOf(settings, operator, {
      conversationKey: key,
      message: { ...message, ...where },
      alone: true,
    }),
  });
  if (isNote) {
    const command = agent && parseOperatorCommand(content);
    if (!command) return undefined;
    const key = commandsOfTheThread.includes(command.name) ? conversationKey : aside;
    return stored(key, { kind: 'command', command, agent });
  }
  // A person's answer does not take the conversation from the bot by itself: Chatwoot leaves it pending.
  const isPerson = agent === null || settings.writesAsBot;
  return isPerson && status === 'pending' ? stored(aside, { kind: 'human_reply', agent }) : undefined;
}

function eventOf(
  { tenant, delivery }: InboundSettings,
  { accountId, messageId }: { accountId: number; messageId: number },
  {
    name = 'message',
    ...event
  }: Pick<InboundEvent, 'conversationKey' | 'alone'> & {
    message: object;
    /** Tells events about the same message apart. */
    name?: string;
  },
): InboundEvent {
  return {
    ...event,
    message: { ...event.message },
    tenant,
    deliveryIds: [
      `${name}:${accountId}:${messageId}`,
      ...(delivery ? [`delivery:${delivery.slice(0, 100)}`] : []),
    ],
  };
}

/** Beside the conversation's own turns, so that a pause need not wait for the answer that it is to prevent. */
function asideOf(tenant: string, at: { accountId: number; conversationId: number }): string {
  return `${conversationKeyOf(tenant, at)}:operator`;
}
