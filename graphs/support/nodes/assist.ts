import { AIMessage } from '@langchain/core/messages';
import { createAgent, modelCallLimitMiddleware, toolCallLimitMiddleware } from 'langchain';
import { asUpstream, recentMessages } from '../../shared/ask-model.ts';
import { crewPrincipal, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { loadPrompt } from '../../shared/prompts.ts';
import { crew, type SupportState, supportTools } from '../state.ts';

const middleware = [
  modelCallLimitMiddleware({ runLimit: 5, exitBehavior: 'end' }),
  toolCallLimitMiddleware({ runLimit: 6 }),
];

/**
 * An agent that chooses its tools: which order is meant, or which rule applies, is not known beforehand. Its
 * tools carry the token of this customer, so it can read no other's orders.
 */
export function assist({ model, toolbox, business }: GraphDependencies) {
  const systemPrompt = loadPrompt(new URL('..', import.meta.url).href, 'assist', business);
  return async (state: SupportState, runtime: NodeRuntime) => {
    const reply = await toolbox.withTools(crewPrincipal(crew, state, runtime), async (offered) => {
      const tools = offered.filter(({ name }) => supportTools.includes(name));
      const agent = createAgent({ model, tools, systemPrompt, middleware });
      const result = await asUpstream(
        agent.invoke({ messages: recentMessages(state.messages) }, { signal: runtime.signal }),
      );
      return result.messages.at(-1)?.text ?? '';
    });
    return { reply, messages: [new AIMessage(reply)] };
  };
}
