import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { askForText } from '../../shared/ask-model.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { guardedReply } from '../../shared/guard/guarded-reply.ts';
import { languageOf } from '../../shared/language.ts';
import { customerWords } from '../../shared/messages.ts';
import { asMaterial, loadPrompt } from '../../shared/prompts.ts';
import { searchUnavailable } from '../../shared/search-failure.ts';
import type { ProductSearchState } from '../state.ts';

/** Tells the customer what was found, from the search results alone. */
export function answer(dependencies: GraphDependencies) {
  const { business } = dependencies;
  const prompt = loadPrompt(new URL('..', import.meta.url).href, 'answer', business);
  return (state: ProductSearchState, runtime: NodeRuntime) => {
    const { messages, products, query, failure } = state;
    if (failure) {
      const reply = searchUnavailable[languageOf(state, business)];
      return { reply, messages: [new AIMessage(reply)] };
    }
    const material = new HumanMessage(asMaterial('search_results', { query, products }));
    // What is looked for is the customer's wish in other words, and proves no price and no stock.
    const words = `${customerWords(messages)}\n${query}`;
    const evidence = { results: [products], customerWords: words, business, wrote: false };
    return guardedReply(async (review) => ({
      reply: await askForText(dependencies, runtime, {
        system: prompt(state),
        messages: [...messages, ...review, material],
      }),
      evidence,
    }));
  };
}
