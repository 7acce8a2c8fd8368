import { randomUUID } from 'node:crypto';
import {
  type Attachment,
  type Contact,
  type Conversation,
  type Message,
  takeId,
  type World,
} from '../world.ts';
import { addMessage } from './add-message.ts';
import { changeStatus } from './change-status.ts';

/** What a customer sends: words, files or places, perhaps in reply to an earlier message. */
export interface CustomerSending {
  content?: string;
  attachments?: Omit<Attachment, 'id'>[];
  /** The number of the message that this one replies to. */
  inReplyTo?: number;
}

/**
 * A customer writes. The first message opens a conversation, which in a bot's inbox is pending; a later one
 * brings a resolved conversation back to the bot, and a snoozed one to the humans.
 */
export function receiveMessage(
  world: World,
  contact: Contact,
  sending: string | CustomerSending,
): { conversation: Conversation; message: Message } {
  const conversation = latestConversation(world, contact) ?? openConversation(world, contact);
  contact.lastActivityAt = new Date();
  if (conversation.status === 'resolved') {
    conversation.assignee = null;
    changeStatus(world, conversation, 'pending', 'sistema');
  }
  if (conversation.status === 'snoozed') changeStatus(world, conversation, 'open', 'sistema');
  const {
    content,
    attachments = [],
    inReplyTo,
  } = typeof sending === 'string' ? { content: sending } : sending;
  const message = addMessage(world, conversation, {
    type: 'incoming',
    content: content ?? null,
    contentAttributes: inReplyTo === undefined ? {} : { in_reply_to: inReplyTo },
    attachments: attachments.map((attachment) => ({ ...attachment, id: takeId(world) })),
    sender: { kind: 'contact', id: contact.id },
    sourceId: `wamid.${randomUUID()}`,
  });
  return { conversation, message };
}

export function latestConversation(world: World, contact: Contact): Conversation | undefined {
  return [...world.conversations.values()].findLast((conversation) => conversation.contact === contact);
}

/** The contact of a phone number, made at the first message; a given name replaces the one it has. */
export function contactOf(world: World, phone: string, name?: string): Contact {
  const known = world.contacts.find((contact) => contact.phone === phone);
  if (known) {
    if (name) known.name = name;
    return known;
  }
  const now = new Date();
  const contact: Contact = {
    id: takeId(world),
    name: name ?? phone,
    phone,
    email: null,
    customAttributes: {},
    createdAt: now,
    lastActivityAt: now,
  };
  world.contacts.push(contact);
  return contact;
}

export function openConversation(world: World, contact: Contact): Conversation {
  const now = new Date();
  const conversation: Conversation = {
    id: world.firstId + world.conversations.size,
    uuid: randomUUID(),
    contact,
    status: world.inbox.botId === null ? 'open' : 'pending',
    assignee: null,
    team: null,
    labels: [],
    customAttributes: {},
    messages: [],
    createdAt: now,
    updatedAt: now,
    lastActivityAt: now,
    snoozedUntil: null,
    waitingSince: null,
    firstReplyAt: null,
    typing: null,
  };
  world.conversations.set(conversation.id, conversation);
  return conversation;
}
