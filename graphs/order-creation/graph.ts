import { END, START, StateGraph } from '@langchain/langgraph';
import { conversationContext } from '../shared/conversation-state.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { retryPolicy } from '../shared/retry-policy.ts';
import { stateSchema } from '../shared/state-schema.ts';
import { approve } from './nodes/approve.ts';
import { cancel } from './nodes/cancel.ts';
import { confirm } from './nodes/confirm.ts';
import { decide } from './nodes/decide.ts';
import { gather } from './nodes/gather.ts';
import { place } from './nodes/place.ts';
import { quote } from './nodes/quote.ts';
import { refuse } from './nodes/refuse.ts';
import { resolve } from './nodes/resolve.ts';
import { afterApproval, afterDecision, afterGather, afterPlace, afterResolve, fromStart } from './routes.ts';
import { orderCreationState } from './state.ts';

/** From "quero 2" to a confirmed order; the customer's yes is an interrupt, and a person's over the limit is too. */
export function orderCreationGraph(dependencies: GraphDependencies) {
  return new StateGraph(stateSchema(orderCreationState), conversationContext)
    .setNodeDefaults({ retryPolicy })
    .addNode('gather', gather(dependencies))
    .addNode('resolve', resolve(dependencies))
    .addNode('quote', quote(dependencies))
    .addNode('confirm', confirm(dependencies))
    .addNode('decide', decide(dependencies))
    .addNode('approve', approve(dependencies))
    .addNode('refuse', refuse(dependencies))
    .addNode('place', place(dependencies))
    .addNode('cancel', cancel(dependencies))
    .addConditionalEdges(START, fromStart, ['gather', 'decide'])
    .addConditionalEdges('gather', afterGather, ['resolve', END])
    .addConditionalEdges('resolve', afterResolve, ['quote', END])
    .addEdge('quote', 'confirm')
    .addEdge('confirm', 'decide')
    .addConditionalEdges('decide', afterDecision, ['approve', 'place', 'cancel', 'gather', END])
    .addConditionalEdges('approve', afterApproval, ['place', 'quote', 'refuse', 'decide'])
    .addEdge('refuse', END)
    .addConditionalEdges('place', afterPlace, ['confirm', END])
    .addEdge('cancel', END);
}
