/** What can be done in Chatwoot, for one account. Conversations are named by the number that people see. */
export interface Chatwoot {
  /** Also the cheapest way to learn whether Chatwoot answers; needs no token. */
  getVersion(options?: CallOptions): Promise<string>;
  getConversation(conversationId: number, options?: CallOptions): Promise<Conversation>;
  /** The newest messages, oldest first; needs a user token. */
  listMessages(conversationId: number, page?: MessagePage, options?: CallOptions): Promise<MessageList>;
  /**
   * Sends a text to the customer, in as many messages as the channel's length limit makes necessary. What an
   * earlier call with the same delivery key sent is not sent again.
   */
  sendMessage(message: OutgoingMessage, options?: CallOptions): Promise<Delivery>;
  /** Leaves a note that only the operators see, with the same promise about the delivery key. */
  sendPrivateNote(note: PrivateNote, options?: CallOptions): Promise<Delivery>;
  setStatus(conversationId: number, status: SettableStatus, options?: CallOptions): Promise<void>;
  /** Shows or hides the typing sign; an answer hides it too. */
  setTyping(conversationId: number, on: boolean, options?: CallOptions): Promise<void>;
  /** @throws NotFoundError when there is no such team; Chatwoot then leaves the conversation without one. */
  assignTeam(conversationId: number, teamId: number, options?: CallOptions): Promise<Named>;
  /** Adds to the labels that are there, and returns all of them. */
  addLabels(conversationId: number, labels: readonly string[], options?: CallOptions): Promise<string[]>;
  /** Needs a user token. */
  getContact(contactId: number, options?: CallOptions): Promise<Contact>;
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

export interface Delivery {
  /** In order, of this call and of earlier ones with the same key. */
  messageIds: number[];
  /** Whether all of it had been sent by an earlier call. */
  alreadySent: boolean;
}
