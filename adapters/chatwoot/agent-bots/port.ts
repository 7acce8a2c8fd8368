import type { CallOptions } from '../port.ts';

/** What sets a bot up in Chatwoot, for one account; all of it needs the token of an administrator. */
export interface AgentBots {
  list(options?: CallOptions): Promise<AgentBot[]>;
  create(bot: AgentBotValues, options?: CallOptions): Promise<AgentBot>;
  update(botId: number, bot: AgentBotValues, options?: CallOptions): Promise<AgentBot>;
  /** The bot that answers first in an inbox. */
  ofInbox(inboxId: number, options?: CallOptions): Promise<AgentBot | undefined>;
  attach(inboxId: number, botId: number, options?: CallOptions): Promise<void>;
  /**
   * Leaves a private note as the owner of the token would on the screen: without the stamp by which the bot knows
   * its own messages.
   *
   * @returns its number.
   */
  leaveNote(conversationId: number, content: string, options?: CallOptions): Promise<number>;
}

export interface AgentBotValues {
  name: string;
  description: string;
  /** Where Chatwoot tells it of events. */
  webhookUrl: string;
}

export interface AgentBot extends AgentBotValues {
  id: number;
  /** With which it calls Chatwoot; null where Chatwoot does not show it. */
  accessToken: string | null;
  /** Which signs its webhooks; null before 4.13, which does not sign them. */
  secret: string | null;
}
