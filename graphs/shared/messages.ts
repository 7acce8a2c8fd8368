import type { BaseMessage } from '@langchain/core/messages';

/** All that the customer has written in what is kept of the conversation. */
export function customerWords(messages: BaseMessage[]): string {
  return messages
    .filter((message) => message.getType() === 'human')
    .map((message) => message.text)
    .join('\n');
}

/** The text of the customer's newest message. */
export function lastCustomerText(messages: BaseMessage[]): string {
  return messages.findLast((message) => message.getType() === 'human')?.text ?? '';
}
