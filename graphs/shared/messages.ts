import type { BaseMessage } from '@langchain/core/messages';

/** The id of the message that sums up the beginning of a long conversation; nobody has written it. */
export const summaryId = 'summary';

const rememberedMessages = 20;

/** What a model is shown of a conversation: its end, behind the summary of the beginning where there is one. */
export function recentMessages(messages: BaseMessage[]): BaseMessage[] {
  const [first] = messages;
  const isSummed = first?.id === summaryId && messages.length > rememberedMessages;
  return [...(isSummed ? [first] : []), ...messages.slice(-rememberedMessages)];
}

/** All that the customer has written in what is kept of the conversation. */
export function customerWords(messages: BaseMessage[]): string {
  return messages
    .filter((message) => message.getType() === 'human' && message.id !== summaryId)
    .map((message) => message.text)
    .join('\n');
}

/** The text of the customer's newest message. */
export function lastCustomerText(messages: BaseMessage[]): string {
  return messages.findLast((message) => message.getType() === 'human')?.text ?? '';
}
