import { z } from 'zod';
import type { Toolbox } from '#adapters/mcp/toolbox.ts';
import type { Principal } from '#identity/principal.ts';
import type { QueuedMessage } from './queued-message.ts';

const conversationSchema = z.object({
  status: z.string(),
  can_reply: z.boolean(),
  assignee: z.object({ id: z.int(), kind: z.enum(['user', 'agent_bot']) }).nullable(),
});
export type BotConversation = z.output<typeof conversationSchema>;

const messagesSchema = z.object({
  messages: z.array(
    z.object({
      id: z.int(),
      from: z.enum(['customer', 'bot', 'operator', 'system']),
      content: z.string(),
      private: z.boolean(),
      created_at: z.string(),
    }),
  ),
});
const nothing = z.object({});

/** What the bot does in one conversation of Chatwoot, through the gateway. */
export function conversationTools(
  toolbox: Toolbox,
  tenant: string,
  message: Pick<QueuedMessage, 'accountId' | 'conversationId' | 'contact'>,
  signal: AbortSignal,
) {
  const principal: Principal = {
    subject: 'crews',
    tenant,
    scopes: ['chatwoot:read', 'chatwoot:write'],
    customer: { contact: message.contact.id },
    conversation: { account: message.accountId, id: message.conversationId },
  };
  const call = <Output>(tool: string, args: Record<string, unknown>, output: z.ZodType<Output>) =>
    toolbox.call({ tool: `chatwoot_${tool}`, arguments: args, principal, signal, output });

  return {
    read: () => call('get_conversation', {}, conversationSchema),
    /** The newest ones, oldest first. */
    messages: async (limit: number) => (await call('list_messages', { limit }, messagesSchema)).messages,
    typing: (on: boolean) => call('set_typing', { on }, nothing),
    send: (content: string, deliveryKey: string) =>
      call('send_message', { content, delivery_key: deliveryKey }, nothing),
    note: (content: string, deliveryKey: string) =>
      call('send_private_note', { content, delivery_key: deliveryKey }, nothing),
    setStatus: (status: 'open' | 'pending') => call('set_conversation_status', { status }, nothing),
    unassign: () => call('assign_conversation', { agent_id: null }, nothing),
    handOff: (handoff: { message?: string; note: string; team_id?: number }, deliveryKey: string) =>
      call('hand_off', { ...handoff, delivery_key: deliveryKey }, nothing),
  };
}

export type ConversationTools = ReturnType<typeof conversationTools>;

/**
 * Whether the bot may speak: nobody has the conversation but itself.
 *
 * @param botId Chatwoot's number of this bot, where it is known.
 */
export function isWithBot({ status, assignee }: BotConversation, botId: number | undefined): boolean {
  const isOwn = assignee === null || (assignee.kind === 'agent_bot' && assignee.id === botId);
  return status === 'pending' && isOwn;
}
