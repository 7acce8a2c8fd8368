import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { askForText } from '../../shared/ask-model.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { asMaterial, loadPrompt } from '../../shared/prompts.ts';
import { searchUnavailable } from '../../shared/search-failure.ts';
import type { ProductSearchState } from '../state.ts';

/** Tells the customer what was found, from the search results alone. */
export function answer({ model, business }: GraphDependencies) {
  const system = loadPrompt(new URL('..', import.meta.url).href, 'answer', business);
  return async ({ messages, products, query, failure }: ProductSearchState, { signal }: NodeRuntime) => {
    if (failure) return { reply: searchUnavailable, messages: [new AIMessage(searchUnavailable)] };
    const material = new HumanMessage(asMaterial('search_results', { query, products }));
    const reply = await askForText(model, { system, messages: [...messages, material], signal });
    return { reply, messages: [new AIMessage(reply)] };
  };
}
