import { filePath } from '../json/attachment-json.ts';
import { embeddedSenderJson } from '../json/sender-json.ts';
import { canReply } from '../rules/can-reply.ts';
import { latestConversation } from '../rules/receive-message.ts';
import type { Conversation, Message, Status, World } from '../world.ts';

/** A customer's latest conversation as the page and a demo read it. */
export interface ConversationView {
  id: number;
  status: Status;
  canReply: boolean;
  /** Names. */
  assignee: string | null;
  team: string | null;
  labels: string[];
  /** The name of whoever the customer sees typing. */
  typing: string | null;
  /** Oldest first, at most the newest 200. */
  messages: MessageView[];
}

export interface MessageView {
  id: number;
  type: Message['type'];
  content: string;
  contentAttributes: Record<string, unknown>;
  /** What the customer can choose from. */
  options: string[];
  files: { name: string; url: string }[];
  private: boolean;
  sender: { kind: 'contact' | 'user' | 'agent_bot'; name: string } | null;
  /** ISO text. */
  createdAt: string;
  reachedCustomer: boolean;
}

const mostMessages = 200;

/** Undefined while nobody of this number has written. */
export function viewOfCustomer(world: World, phone: string): ConversationView | undefined {
  const contact = world.contacts.find((known) => known.phone === phone);
  const conversation = contact && latestConversation(world, contact);
  return conversation && viewOf(world, conversation);
}

export function viewOf(world: World, conversation: Conversation): ConversationView {
  const { id, status, assignee, team, labels, typing, messages } = conversation;
  return {
    id,
    status,
    canReply: canReply(conversation),
    assignee: assignee?.name ?? null,
    team: team?.name ?? null,
    labels,
    typing: typing && embeddedSenderJson(world, typing).name,
    messages: messages.slice(-mostMessages).map((message) => messageView(world, message)),
  };
}

function messageView(world: World, message: Message): MessageView {
  const { id, type, sender, createdAt, reachedCustomer } = message;
  return {
    id,
    type,
    content: message.content ?? '',
    contentAttributes: message.contentAttributes,
    options: optionsOf(message),
    files: message.attachments
      .filter(({ place }) => !place)
      .map((file) => ({ name: file.name, url: `${world.url}${filePath(file)}` })),
    private: message.private,
    sender: sender && { kind: sender.kind, name: embeddedSenderJson(world, sender).name },
    createdAt: createdAt.toISOString(),
    reachedCustomer,
  };
}

/** WhatsApp shows these as buttons or a list, and their title comes back as a message. */
function optionsOf({ contentType, contentAttributes }: Message): string[] {
  const { items } = contentAttributes;
  if (contentType !== 'input_select' || !Array.isArray(items)) return [];
  return items.map(({ title }) => String(title));
}
