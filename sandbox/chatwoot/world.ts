import { randomBytes } from 'node:crypto';

/** Everything that the stand-in knows, as plain data; the rules in `rules/` are the only code that changes it. */
export interface World {
  /** `http://host:port`, once it is known. */
  url: string;
  account: { id: number; name: string };
  inbox: Inbox;
  /** The bot that the inbox begins with. */
  bot: AgentBot;
  /** All bots of the account. */
  bots: AgentBot[];
  agents: Agent[];
  teams: Team[];
  contacts: Contact[];
  /** By display id. */
  conversations: Map<number, Conversation>;
  /** The number of the first conversation. */
  firstId: number;
  nextId: number;
  /** Told of every change, in the order of the changes. */
  listeners: Set<(event: WorldEvent) => void>;
}

export interface AgentBot {
  id: number;
  name: string;
  description: string;
  /** Where it is told of events; nothing is sent while there is none. */
  outgoingUrl: string | undefined;
  secret: string;
  accessToken: string;
}

export interface Inbox {
  id: number;
  /** The bot that answers first; without one, conversations begin with the humans. */
  botId: number | null;
  name: string;
  channel: string;
  phone: string;
  templates: MessageTemplate[];
}

/** A text that Meta has looked at, with `{{1}}`, `{{2}}`, … for what differs. */
export interface MessageTemplate {
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY';
  status: 'APPROVED' | 'REJECTED';
  text: string;
}

export interface Agent {
  id: number;
  name: string;
  email: string;
  role: 'agent' | 'administrator';
}

export interface Team {
  id: number;
  name: string;
}

export interface Contact {
  id: number;
  name: string;
  /** E.164 */
  phone: string;
  email: string | null;
  customAttributes: Record<string, unknown>;
  createdAt: Date;
  lastActivityAt: Date;
}

export type Status = 'open' | 'pending' | 'resolved' | 'snoozed';
export type Sender = { kind: 'contact' | 'user' | 'agent_bot'; id: number };

export interface Message {
  id: number;
  type: 'incoming' | 'outgoing' | 'activity' | 'template';
  content: string | null;
  contentType: string;
  contentAttributes: Record<string, unknown>;
  private: boolean;
  /** The channel's own number of the message. */
  sourceId: string | null;
  sender: Sender | null;
  attachments: Attachment[];
  createdAt: Date;
  /** False where WhatsApp would show nothing: outside its window, or sent with a `source_id`. */
  reachedCustomer: boolean;
}

export interface Attachment {
  id: number;
  fileType: 'image' | 'audio' | 'video' | 'file' | 'location';
  name: string;
  contentType: string;
  bytes: Uint8Array;
  /** What Chatwoot has understood of an audio message. */
  transcript?: string;
  /** Where a location is; it has no file. */
  place?: { latitude: number; longitude: number; title: string };
}

export interface Conversation {
  /** The number that people see, counted per account. */
  id: number;
  uuid: string;
  contact: Contact;
  status: Status;
  assignee: Agent | null;
  team: Team | null;
  labels: string[];
  customAttributes: Record<string, unknown>;
  messages: Message[];
  createdAt: Date;
  updatedAt: Date;
  lastActivityAt: Date;
  snoozedUntil: Date | null;
  /** When the customer began to wait for an answer. */
  waitingSince: Date | null;
  firstReplyAt: Date | null;
  /** Who is shown as typing to the customer. */
  typing: Sender | null;
}

/** `{status: {previous_value, current_value}}`, as Chatwoot tells it. */
export type ChangedAttributes = Record<string, { previous_value: unknown; current_value: unknown }>[];

export type WorldEvent =
  | { name: 'message_created' | 'message_updated'; conversation: Conversation; message: Message }
  | { name: 'conversation_opened' | 'conversation_resolved' | 'typing_changed'; conversation: Conversation }
  | {
      name: 'conversation_updated' | 'conversation_status_changed';
      conversation: Conversation;
      changed: ChangedAttributes;
    };

/**
 * A small company with one WhatsApp inbox that a bot answers first.
 *
 * @param firstId Where the numbers of conversations, and of contacts and messages, begin.
 */
export function createWorld(firstId = 1): World {
  const bot = newBot(12, 'Robô da loja');
  return {
    url: '',
    account: { id: 1, name: 'Casa & Obra' },
    inbox: {
      id: 3,
      botId: bot.id,
      name: 'WhatsApp',
      channel: 'Channel::Whatsapp',
      phone: '+551140028922',
      templates: [
        {
          name: 'retomar_conversa',
          language: 'pt_BR',
          category: 'UTILITY',
          status: 'APPROVED',
          text: 'Olá, {{1}}! Temos novidades sobre {{2}}. Podemos continuar por aqui?',
        },
        {
          name: 'promocao',
          language: 'pt_BR',
          category: 'MARKETING',
          status: 'REJECTED',
          text: 'Só hoje, {{1}}: tudo pela metade do preço!',
        },
      ],
    },
    bot,
    bots: [bot],
    agents: [
      { id: 1, name: 'Integração', email: 'integracao@casaaurora.example', role: 'administrator' },
      { id: 5, name: 'Ana Souza', email: 'ana@casaaurora.example', role: 'agent' },
    ],
    teams: [
      { id: 1, name: 'vendas' },
      { id: 2, name: 'suporte' },
    ],
    contacts: [],
    conversations: new Map(),
    firstId,
    nextId: firstId,
    listeners: new Set(),
  };
}

/** A bot as Chatwoot makes it, with a token and a secret of its own. */
export function newBot(id: number, name: string): AgentBot {
  const random = () => randomBytes(18).toString('base64url');
  return { id, name, description: '', outgoingUrl: undefined, secret: random(), accessToken: random() };
}

/** The bot that is told of what happens in the inbox. */
export function attachedBot({ bots, inbox }: World): AgentBot | undefined {
  return bots.find(({ id }) => id === inbox.botId);
}

export function tell(world: World, event: WorldEvent): void {
  for (const listener of world.listeners) listener(event);
}

/** Chatwoot numbers each kind of record for itself; here one counter serves all of them. */
export function takeId(world: World): number {
  const id = world.nextId;
  world.nextId += 1;
  return id;
}

const secondsOf2025 = Date.UTC(2025, 0) / 1_000;

/**
 * A first number that no earlier process has used: what other systems remember of its conversations and
 * messages is not taken for those of this one.
 */
export function firstIdOfNow(now = Date.now()): number {
  return Math.floor(now / 1_000) - secondsOf2025;
}
