import { AIMessage } from '@langchain/core/messages';
import { askForText } from '../../shared/ask-model.ts';
import { conversationContext } from '../../shared/conversation-state.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { guardedReply } from '../../shared/guard/guarded-reply.ts';
import { languageOf } from '../../shared/language.ts';
import { customerWords, lastCustomerText } from '../../shared/messages.ts';
import { loadPrompt, memoryMaterial } from '../../shared/prompts.ts';
import type { CustomerServiceState } from '../state.ts';
import { isUnreadable, notUnderstood } from '../unreadable.ts';

/** Greets, thanks, and asks what the customer needs. */
export function converse(dependencies: GraphDependencies) {
  const { business } = dependencies;
  const prompt = loadPrompt(new URL('..', import.meta.url).href, 'converse', business);
  return (state: CustomerServiceState, runtime: NodeRuntime) => {
    const { messages, memory, intent } = state;
    const language = languageOf(state, business);
    if (isUnreadable(lastCustomerText(messages))) {
      const reply = notUnderstood[language];
      return { reply, unanswered: true, messages: [new AIMessage(reply)] };
    }
    const { autoReplied } = conversationContext.parse(runtime.context ?? {});
    const isFirst = messages.length === 1 && intent === 'greeting' && !autoReplied;
    if (isFirst && business.greeting) {
      const reply = business.greeting[language];
      return { reply, messages: [new AIMessage(reply)] };
    }
    const evidence = { results: [memory], customerWords: customerWords(messages), business, wrote: false };
    return guardedReply(async (review) => ({
      reply: await askForText(dependencies, runtime, {
        system: prompt(state),
        messages: [...messages, ...memoryMaterial(memory), ...review],
      }),
      evidence,
    }));
  };
}
