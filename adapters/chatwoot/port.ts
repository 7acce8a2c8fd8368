import type { VersionProfile } from './version/version-profile.ts';

/** What can be done in Chatwoot, for one account. Conversations are named by the number that people see. */
export interface Chatwoot {
  /** Also the cheapest way to learn whether Chatwoot answers; needs no token. */
  getVersion(options?: CallOptions): Promise<VersionProfile>;
  getConversation(conversationId: number, options?: CallOptions): Promise<Conversation>;
  /** The newest messages, oldest first; needs a user token. */
  listMessages(conversationId: number, page?: MessagePage, options?: CallOptions): Promise<MessageList>;
  /**
   * Sends a text to the customer, in as many messages as the channel's length limit makes necessary. What an
   * earlier call with the same delivery key sent is not sent again.
   */
  sendMessage(message: OutgoingMessage, options?: CallOptions): Promise<Delivery>;
  /** Sends an approved template, also outside the 24 hours; with the same promise about the delivery key. */
  sendTemplate(message: TemplateMessage, options?: CallOptions): Promise<Delivery>;
  /** Sends a question with answers to choose from, likewise. */
  sendOptions(message: OptionsMessage, options?: CallOptions): Promise<Delivery>;
  /** Sends a file, likewise. */
  sendAttachment(message: FileMessage, options?: CallOptions): Promise<Delivery>;
  /** Leaves a note that only the operators see, with the same promise about the delivery key. */
  sendPrivateNote(note: PrivateNote, options?: CallOptions): Promise<Delivery>;
  setStatus(conversationId: number, status: SettableStatus, options?: CallOptions): Promise<void>;
  /** Shows or hides the typing sign; an answer hides it too. */
  setTyping(conversationId: number, on: boolean, options?: CallOptions): Promise<void>;
  /**
   * @param teamId Null for none.
   * @throws NotFoundError when there is no such team; Chatwoot then leaves the conversation without one.
   */
  assignTeam(conversationId: number, teamId: number | null, options?: CallOptions): Promise<Named | null>;
  /**
   * @param agentId Null for nobody.
   * @throws NotFoundError when there is no such agent; Chatwoot then leaves the conversation with nobody.
   */
  assignAgent(conversationId: number, agentId: number | null, options?: CallOptions): Promise<Named | null>;
  /** Adds to the labels that are there, and returns all of them. */
  addLabels(conversationId: number, labels: readonly string[], options?: CallOptions): Promise<string[]>;
  /** Returns those that are left; what is not there need not be removed. */
  removeLabels(conversationId: number, labels: readonly string[], options?: CallOptions): Promise<string[]>;
  /** Sets these attributes and keeps the others; null removes one. Returns all of them. */
  setCustomAttributes(
    conversationId: number,
    changes: CustomAttributes,
    options?: CallOptions,
  ): Promise<CustomAttributes>;

  // What follows needs a user token.

  listConversations(filter?: ConversationFilter, options?: CallOptions): Promise<ConversationList>;
  /** The newest 20 of one contact. */
  listContactConversations(contactId: number, options?: CallOptions): Promise<Conversation[]>;
  /** By a part of name, phone number, e-mail address or identifier; 15 a page. */
  findContacts(text: string, page?: { page?: number }, options?: CallOptions): Promise<ContactList>;
  getContact(contactId: number, options?: CallOptions): Promise<ContactDetails>;
  /**
   * Changes what is given; custom attributes are added to those that are there.
   *
   * @throws InputError when a value has not its form or another contact has it.
   */
  updateContact(contactId: number, changes: ContactChanges, options?: CallOptions): Promise<ContactDetails>;
  listTeams(options?: CallOptions): Promise<Named[]>;
  listAgents(options?: CallOptions): Promise<Agent[]>;
  listInboxes(options?: CallOptions): Promise<Inbox[]>;
}

export interface CallOptions {
  /** Ends the call; a write that is under way by then has an unknown outcome. */
  signal?: AbortSignal;
}

export interface Named {
  id: number;
  name: string;
}

export interface Contact {
  id: number;
  name: string | null;
  /** E.164 */
  phone: string | null;
  email: string | null;
}

export type CustomAttributes = Record<string, unknown>;

export interface ContactDetails extends Contact {
  customAttributes: CustomAttributes;
  /** ISO text. */
  lastActivityAt: string | null;
}

export interface ContactList {
  contacts: ContactDetails[];
  /** On all pages. */
  total: number;
}

export type ContactChanges = Partial<{
  name: string;
  email: string;
  /** E.164 */
  phone: string;
  customAttributes: CustomAttributes;
}>;

export interface Agent extends Named {
  isOnline: boolean;
}

export interface Inbox extends Named {
  /** For example `Channel::Whatsapp`. */
  channel: string | null;
  /** E.164 */
  phone: string | null;
  /** Of WhatsApp; empty for other channels. */
  templates: MessageTemplate[];
}

/** A text that WhatsApp lets a company send at any time. */
export interface MessageTemplate {
  name: string;
  /** For example `pt_BR`. */
  language: string;
  category: string;
  isApproved: boolean;
  /** With `{{1}}`, `{{2}}`, … or `{{name}}` for what differs. */
  text: string;
  /** Whether it wants more than values for its text: a picture above it, a part of a button's address. */
  wantsMore: boolean;
}

export interface ConversationFilter {
  /** `open` by default; `all` for any. */
  status?: string;
  teamId?: number;
  inboxId?: number;
  label?: string;
  /** Only those that nobody has. */
  unassigned?: boolean;
  /** Counts from 1; 25 conversations a page. */
  page?: number;
}

export interface ConversationList {
  /** Newest activity first. */
  conversations: Conversation[];
  hasMore: boolean;
}

export type SettableStatus = 'open' | 'pending' | 'resolved';

export interface Conversation {
  id: number;
  inboxId: number;
  /** `open`, `pending` (with the bot), `resolved` or `snoozed`. */
  status: string;
  /** False outside WhatsApp's 24-hour window: only a template reaches the customer then. */
  canReply: boolean;
  /** For example `Channel::Whatsapp`. */
  channel: string | null;
  contact: Contact;
  assignee: (Named & { kind: 'user' | 'agent_bot' }) | null;
  team: Named | null;
  labels: string[];
  customAttributes: CustomAttributes;
  /** Messages of the customer since somebody last answered. */
  unreadCount: number;
  /** ISO text. */
  lastActivityAt: string | null;
  /** The newest message that somebody wrote; empty where it is not told. */
  lastText: string;
}

export interface MessagePage {
  /** 20 by default, at most 100. */
  limit?: number;
  /** Only messages older than this one. */
  before?: number;
}

export interface MessageList {
  messages: Message[];
  /** Whether there are older ones. */
  hasMore: boolean;
}

export interface Message {
  id: number;
  type: 'incoming' | 'outgoing' | 'activity' | 'template';
  /** Empty for a message that is only an attachment. */
  content: string;
  contentType: string;
  /** Seen by operators only. */
  private: boolean;
  /** Null for an answer from the paired phone, and for activities. */
  sender: (Named & { kind: string }) | null;
  /** ISO text. */
  createdAt: string;
  attachments: { type: string; url: string | null }[];
  /** Stamped by an earlier delivery of ours. */
  deliveryKey: string | null;
}

export interface PrivateNote {
  conversationId: number;
  content: string;
  /** Names this delivery; the same for a repeated call, at most 200 characters. */
  deliveryKey: string;
}

export interface OutgoingMessage extends PrivateNote {
  /** The channel of the conversation, for its length limit. */
  channel: string | null;
}

export interface TemplateMessage extends PrivateNote {
  template: TemplateValues;
}

export interface TemplateValues {
  name: string;
  language: string;
  category: string;
  /** By the names of the template's parameters: `1`, `2`, …. */
  values: Record<string, string>;
}

export interface OptionsMessage extends PrivateNote {
  options: readonly MessageOption[];
}

export interface MessageOption {
  /** What the customer sees; choosing it comes back as a message with this text. */
  title: string;
  value: string;
}

export interface FileMessage extends PrivateNote {
  file: OutgoingFile;
}

export interface OutgoingFile {
  name: string;
  /** Media type, for example `application/pdf`. */
  type: string;
  bytes: Uint8Array;
}

export interface Delivery {
  /** In order, of this call and of earlier ones with the same key. */
  messageIds: number[];
  /** Whether all of it had been sent by an earlier call. */
  alreadySent: boolean;
}
