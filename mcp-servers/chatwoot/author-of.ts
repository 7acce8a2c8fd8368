import type { Message } from '#adapters/chatwoot/port.ts';

export const authors = ['customer', 'bot', 'operator', 'system'] as const;

/** Who wrote a message. An outgoing message without a sender was typed on the company's own phone. */
export function authorOf({ type, sender }: Pick<Message, 'type' | 'sender'>): (typeof authors)[number] {
  if (type === 'incoming') return 'customer';
  if (type !== 'outgoing') return 'system';
  return sender?.kind === 'agent_bot' ? 'bot' : 'operator';
}
