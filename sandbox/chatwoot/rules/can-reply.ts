import type { Conversation } from '../world.ts';

const windowMs = 24 * 60 * 60 * 1_000;

/** WhatsApp's rule: free text reaches a customer only within 24 hours after the customer last wrote. */
export function canReply(conversation: Conversation): boolean {
  const last = conversation.messages.findLast((message) => message.type === 'incoming');
  return last !== undefined && Date.now() - last.createdAt.getTime() < windowMs;
}
