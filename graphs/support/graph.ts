import { END, START, StateGraph } from '@langchain/langgraph';
import { conversationContext } from '../shared/conversation-state.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { retryPolicy } from '../shared/retry-policy.ts';
import { stateSchema } from '../shared/state-schema.ts';
import { assist } from './nodes/assist.ts';
import { supportState } from './state.ts';

/** Answers about the customer's own orders and the company's rules. */
export function supportGraph(dependencies: GraphDependencies) {
  return new StateGraph(stateSchema(supportState), conversationContext)
    .setNodeDefaults({ retryPolicy })
    .addNode('assist', assist(dependencies))
    .addEdge(START, 'assist')
    .addEdge('assist', END);
}
