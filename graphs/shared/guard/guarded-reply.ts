import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { asMaterial } from '../prompts.ts';
import { checkReply, type ReplyEvidence } from './check-reply.ts';

/** A reply with the evidence that it must rest on. */
export interface Draft {
  reply: string;
  evidence: ReplyEvidence;
}

/** A reply that may be sent, or none: then a person takes over. */
export interface GuardedReply {
  reply: string;
  messages: BaseMessage[];
  handoffCause?: 'unfounded_reply';
}

/**
 * Lets a model write a reply and checks it. A reply that states what has no evidence is sent back once, with what
 * is wrong; after that nobody is told anything, and a person takes over.
 *
 * @param write Writes the reply; its argument goes behind the conversation.
 */
export async function guardedReply(write: (review: BaseMessage[]) => Promise<Draft>): Promise<GuardedReply> {
  const first = await write([]);
  const problems = checkReply(first.reply, first.evidence);
  if (problems.length === 0) return sent(first.reply);
  const second = await write([
    new AIMessage(first.reply),
    new HumanMessage(asMaterial('review', { problems, rule })),
  ]);
  const isFounded = checkReply(second.reply, second.evidence).length === 0;
  return isFounded ? sent(second.reply) : { reply: '', messages: [], handoffCause: 'unfounded_reply' };
}

const rule =
  'The answer above was not sent: it states what is in no tool result of this turn, or promises what no tool has done. ' +
  'Write it anew, in the language of the customer, with what the results say and nothing else.';

function sent(reply: string): GuardedReply {
  return { reply, messages: [new AIMessage(reply)] };
}
