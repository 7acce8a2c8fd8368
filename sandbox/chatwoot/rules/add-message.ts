import { type Conversation, type Message, takeId, tell, type World } from '../world.ts';
import { canReply } from './can-reply.ts';

export type NewMessage = Pick<Message, 'type' | 'content' | 'sender'> &
  Partial<Pick<Message, 'contentType' | 'contentAttributes' | 'private' | 'sourceId' | 'attachments'>> & {
    /** A message template may be sent at any time. */
    isTemplate?: boolean;
  };

/** Adds a message to a conversation and tells of it; activity messages are told to nobody's bot. */
export function addMessage(world: World, conversation: Conversation, given: NewMessage): Message {
  const { isTemplate = false, ...fields } = given;
  const message: Message = {
    id: takeId(world),
    contentType: 'text',
    contentAttributes: {},
    private: false,
    sourceId: null,
    attachments: [],
    createdAt: new Date(),
    reachedCustomer: reachesCustomer(conversation, given, isTemplate),
    ...fields,
  };
  conversation.messages.push(message);
  conversation.updatedAt = message.createdAt;
  conversation.lastActivityAt = message.createdAt;
  noteWaiting(conversation, message);
  tell(world, { name: 'message_created', conversation, message });
  return message;
}

function reachesCustomer(conversation: Conversation, message: NewMessage, isTemplate: boolean): boolean {
  if (message.private || message.type === 'activity') return false;
  if (message.type === 'incoming') return true;
  // A source id says that the channel has the message already, so Chatwoot does not send it.
  return !message.sourceId && (isTemplate || canReply(conversation));
}

/** Keeps since when the customer waits and when a human first answered. */
function noteWaiting(conversation: Conversation, message: Message): void {
  if (message.private || message.type === 'activity') return;
  if (message.type === 'incoming') {
    conversation.waitingSince ??= message.createdAt;
    return;
  }
  conversation.waitingSince = null;
  conversation.typing = null;
  if (message.sender?.kind === 'user') conversation.firstReplyAt ??= message.createdAt;
}
