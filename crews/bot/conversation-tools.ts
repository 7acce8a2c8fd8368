import { z } from 'zod';
import type { Toolbox } from '#adapters/mcp/toolbox.ts';
import type { Principal } from '#identity/principal.ts';

const conversationSchema = z.object({
  status: z.string(),
  can_reply: z.boolean(),
  assignee: z.unknown().nullable(),
});
const nothing = z.object({});

/** What the bot does in one conversation of Chatwoot, through the gateway. */
export function conversationTools(
  toolbox: Toolbox,
  conversation: { tenant: string; account: number; id: number; contact: number },
  signal: AbortSignal,
) {
  const principal: Principal = {
    subject: 'crews',
    tenant: conversation.tenant,
    scopes: ['chatwoot:read', 'chatwoot:write'],
    customer: { contact: conversation.contact },
    conversation: { account: conversation.account, id: conversation.id },
  };
  const call = <Output>(tool: string, args: Record<string, unknown>, output: z.ZodType<Output>) =>
    toolbox.call({ tool: `chatwoot_${tool}`, arguments: args, principal, signal, output });

  return {
    read: () => call('get_conversation', {}, conversationSchema),
    typing: (on: boolean) => call('set_typing', { on }, nothing),
    send: (content: string, deliveryKey: string) =>
      call('send_message', { content, delivery_key: deliveryKey }, nothing),
    handOff: (handoff: { message: string; note: string }, deliveryKey: string) =>
      call('hand_off', { ...handoff, delivery_key: deliveryKey }, nothing),
  };
}

export type ConversationTools = ReturnType<typeof conversationTools>;
