import { END, START, StateGraph } from '@langchain/langgraph';
import { orderCreationGraph } from '../order-creation/graph.ts';
import { productSearchGraph } from '../product-search/graph.ts';
import { conversationContext } from '../shared/conversation-state.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { retryPolicy } from '../shared/retry-policy.ts';
import { supportGraph } from '../support/graph.ts';
import { converse } from './nodes/converse.ts';
import { handOff } from './nodes/hand-off.ts';
import { identify } from './nodes/identify.ts';
import { remember } from './nodes/remember.ts';
import { triage } from './nodes/triage.ts';
import { afterOrder, specialistFor } from './routes.ts';
import { customerServiceState } from './state.ts';

/** The WhatsApp flow: who writes, what about, and the specialist who answers. */
export function customerServiceGraph(dependencies: GraphDependencies) {
  return new StateGraph(customerServiceState, conversationContext)
    .setNodeDefaults({ retryPolicy })
    .addNode('identify', identify(dependencies))
    .addNode('triage', triage(dependencies))
    .addNode('converse', converse(dependencies))
    .addNode('product_search', productSearchGraph(dependencies).compile())
    .addNode('order_creation', orderCreationGraph(dependencies).compile())
    .addNode('support', supportGraph(dependencies).compile())
    .addNode('hand_off', handOff)
    .addNode('remember', remember)
    .addEdge(START, 'identify')
    .addEdge('identify', 'triage')
    .addConditionalEdges('triage', specialistFor, [
      'converse',
      'product_search',
      'order_creation',
      'support',
      'hand_off',
    ])
    .addConditionalEdges('order_creation', afterOrder, ['triage', 'remember'])
    .addEdge('converse', 'remember')
    .addEdge('product_search', 'remember')
    .addEdge('support', 'remember')
    .addEdge('hand_off', 'remember')
    .addEdge('remember', END);
}
