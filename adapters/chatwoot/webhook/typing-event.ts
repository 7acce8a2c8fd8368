import { z } from 'zod';

/**
 * A sign that a customer is typing. Chatwoot tells it to webhooks of an account or of an API inbox that are
 * subscribed to `conversation_typing_on`; never to an agent bot.
 */
export const typingEventSchema = z.object({
  event: z.literal('conversation_typing_on'),
  account: z.object({ id: z.int().positive() }).nullish(),
  conversation: z.object({
    id: z.int().positive(),
    account_id: z.int().positive().nullish(),
    messages: z.array(z.object({ account_id: z.int().positive().nullish() })).nullish(),
  }),
  /** Who types: a contact has no `type`, or `contact`. */
  user: z.object({ type: z.string().nullish() }).nullish(),
  is_private: z.boolean().nullish(),
});
export type TypingEvent = z.output<typeof typingEventSchema>;

/** The conversation in which a customer types; undefined when it is an operator, or no account is told. */
export function typingCustomerOf(
  event: TypingEvent,
): { accountId: number; conversationId: number } | undefined {
  const { account, conversation, user, is_private } = event;
  const accountId = account?.id ?? conversation.account_id ?? conversation.messages?.[0]?.account_id;
  const isCustomer = !user?.type || user.type.toLowerCase() === 'contact';
  return accountId && isCustomer && !is_private ? { accountId, conversationId: conversation.id } : undefined;
}
