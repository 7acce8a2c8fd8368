import { AIMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { Language } from '#config/business-schema.ts';
import { callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import { codeOfSearchFailure, searchUnavailable } from '../../shared/search-failure.ts';
import { crew, type OrderCreationState } from '../state.ts';

const found = z.object({
  no_good_match: z.boolean(),
  results: z.array(z.object({ product_id: z.int().positive() })),
});

/** Finds the product of each wanted thing; the customer is asked about what the catalogue does not have. */
export function resolve(dependencies: GraphDependencies) {
  return async (state: OrderCreationState, runtime: NodeRuntime) => {
    const lines: OrderCreationState['lines'] = [];
    const missing: string[] = [];
    const language = languageOf(state, dependencies.business);
    try {
      for (const { product_id, description, quantity } of state.wanted) {
        const found = product_id ?? (await search(description, state, runtime));
        if (found === undefined) missing.push(`"${description}"`);
        else lines.push({ product_id: found, quantity });
      }
    } catch (error) {
      return { ...tell(searchUnavailable[language]), failure: codeOfSearchFailure(error) };
    }
    if (missing.length === 0) return { lines };
    return { ...tell(notFound(missing.join(', '), language)), unanswered: true };
  };

  async function search(description: string, state: OrderCreationState, runtime: NodeRuntime) {
    const { no_good_match, results } = await callTool(
      dependencies,
      { crew, state, runtime },
      { tool: 'qdrant_search_products', arguments: { query: description, limit: 1 }, output: found },
    );
    return no_good_match ? undefined : results[0]?.product_id;
  }
}

function notFound(things: string, language: Language): string {
  return language === 'en'
    ? `I did not find ${things} in our catalogue. Could you say it in another way, or the code of the product?`
    : `Não encontrei ${things} no nosso catálogo. Pode me dizer de outro jeito, ou o código do produto?`;
}

/** Ends the turn with a word to the customer, and no order. */
function tell(reply: string) {
  return { lines: [], reply, messages: [new AIMessage(reply)] };
}
