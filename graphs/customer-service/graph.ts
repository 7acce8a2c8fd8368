import { END, START, StateGraph } from '@langchain/langgraph';
import { orderCreationGraph } from '../order-creation/graph.ts';
import { productSearchGraph } from '../product-search/graph.ts';
import { schedulingGraph } from '../scheduling/graph.ts';
import { conversationContext } from '../shared/conversation-state.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { retryPolicy } from '../shared/retry-policy.ts';
import { stateSchema } from '../shared/state-schema.ts';
import { supportGraph } from '../support/graph.ts';
import { askWho } from './nodes/ask-who.ts';
import { condense } from './nodes/condense.ts';
import { converse } from './nodes/converse.ts';
import { handOff } from './nodes/hand-off.ts';
import { identify } from './nodes/identify.ts';
import { remember } from './nodes/remember.ts';
import { triage } from './nodes/triage.ts';
import { afterRemembering, afterSpecialist, afterTriage, atEnd, specialistFor } from './routes.ts';
import { customerServiceState } from './state.ts';

type Answering = ReturnType<typeof specialistFor>;

/** Where a turn can be answered. */
const answering: Answering[] = [
  'converse',
  'product_search',
  'order_creation',
  'scheduling',
  'support',
  'hand_off',
];

/** Where a turn goes when it has its answer. */
const ending: ReturnType<typeof atEnd>[] = ['remember', 'condense', END];

/**
 * A crew's own nodes are tried again, the crew as a whole is not: LangGraph 1.7 lets the repeated subgraph begin anew under
 * another checkpoint namespace, which no later run reads, so that the answer to its question would be lost.
 */
const asCrew = { retryPolicy: { maxAttempts: 1 } };

/** The WhatsApp flow: who writes, what about, and the specialist who answers. */
export function customerServiceGraph(dependencies: GraphDependencies) {
  const afterOne = afterSpecialist(dependencies.business);
  return new StateGraph(stateSchema(customerServiceState), conversationContext)
    .setNodeDefaults({ retryPolicy })
    .addNode('identify', identify(dependencies))
    .addNode('triage', triage(dependencies))
    .addNode('ask_who', askWho(dependencies))
    .addNode('converse', converse(dependencies))
    .addNode('product_search', productSearchGraph(dependencies).compile(), asCrew)
    .addNode('order_creation', orderCreationGraph(dependencies).compile(), asCrew)
    .addNode('scheduling', schedulingGraph(dependencies).compile(), asCrew)
    .addNode('support', supportGraph(dependencies).compile(), asCrew)
    .addNode('hand_off', handOff(dependencies))
    .addNode('remember', remember)
    .addNode('condense', condense(dependencies))
    .addEdge(START, 'identify')
    .addEdge('identify', 'triage')
    .addConditionalEdges('triage', afterTriage, ['ask_who', ...answering])
    .addConditionalEdges('ask_who', specialistFor, answering)
    .addConditionalEdges('converse', afterOne, ['hand_off', ...ending])
    .addConditionalEdges('product_search', afterOne, ['hand_off', ...ending])
    .addConditionalEdges('order_creation', afterOne, ['triage', 'hand_off', ...ending])
    .addConditionalEdges('scheduling', afterOne, ['triage', 'hand_off', ...ending])
    .addConditionalEdges('support', afterOne, ['hand_off', ...ending])
    .addConditionalEdges('hand_off', atEnd, ending)
    .addConditionalEdges('remember', afterRemembering, ['condense', END])
    .addEdge('condense', END);
}
