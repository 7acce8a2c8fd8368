import { END, START, StateGraph } from '@langchain/langgraph';
import { conversationContext } from '../shared/conversation-state.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { retryPolicy } from '../shared/retry-policy.ts';
import { stateSchema } from '../shared/state-schema.ts';
import { book } from './nodes/book.ts';
import { cancel } from './nodes/cancel.ts';
import { confirm } from './nodes/confirm.ts';
import { decide } from './nodes/decide.ts';
import { find } from './nodes/find.ts';
import { keep } from './nodes/keep.ts';
import { locate } from './nodes/locate.ts';
import { understand } from './nodes/understand.ts';
import { afterBooking, afterDecision, afterLocating, afterSearch, afterUnderstanding } from './routes.ts';
import { schedulingState } from './state.ts';

/** Finds free times, and books, moves and cancels appointments; the customer's yes is an interrupt. */
export function schedulingGraph(dependencies: GraphDependencies) {
  return new StateGraph(stateSchema(schedulingState), conversationContext)
    .setNodeDefaults({ retryPolicy })
    .addNode('understand', understand(dependencies))
    .addNode('locate', locate(dependencies))
    .addNode('find', find(dependencies))
    .addNode('confirm', confirm(dependencies))
    .addNode('decide', decide(dependencies))
    .addNode('book', book(dependencies))
    .addNode('cancel', cancel(dependencies))
    .addNode('keep', keep(dependencies))
    .addEdge(START, 'understand')
    .addConditionalEdges('understand', afterUnderstanding, ['locate', 'confirm', 'find'])
    .addConditionalEdges('locate', afterLocating, ['confirm', 'find', END])
    .addConditionalEdges('find', afterSearch, ['confirm', END])
    .addEdge('confirm', 'decide')
    .addConditionalEdges('decide', afterDecision, ['book', 'cancel', 'keep', 'understand', END])
    .addConditionalEdges('book', afterBooking, ['find', END])
    .addEdge('cancel', END)
    .addEdge('keep', END);
}
