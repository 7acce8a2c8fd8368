import { END, START, StateGraph } from '@langchain/langgraph';
import { conversationContext } from '../shared/conversation-state.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { retryPolicy } from '../shared/retry-policy.ts';
import { stateSchema } from '../shared/state-schema.ts';
import { answer } from './nodes/answer.ts';
import { search } from './nodes/search.ts';
import { understand } from './nodes/understand.ts';
import { productSearchState } from './state.ts';

/** Finds products for what a customer asks, with price and stock. */
export function productSearchGraph(dependencies: GraphDependencies) {
  return new StateGraph(stateSchema(productSearchState), conversationContext)
    .setNodeDefaults({ retryPolicy })
    .addNode('understand', understand(dependencies))
    .addNode('search', search(dependencies))
    .addNode('answer', answer(dependencies))
    .addEdge(START, 'understand')
    .addEdge('understand', 'search')
    .addEdge('search', 'answer')
    .addEdge('answer', END);
}
