import { AIMessage } from '@langchain/core/messages';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import type { OrderCreationState } from '../state.ts';
import { withdraw } from '../withdraw.ts';

const replies = {
  withdrawn: 'Tudo bem, o orçamento foi cancelado. Posso ajudar com mais alguma coisa?',
  confirmed:
    'Esse pedido já foi confirmado. Para cancelá-lo, um atendente precisa ajudar: é só pedir que eu chamo.',
};

/** Withdraws the quotation that the customer does not want. */
export function cancel(dependencies: GraphDependencies) {
  return async (state: OrderCreationState, runtime: NodeRuntime) => {
    const { order } = state;
    const outcome = order ? await withdraw(dependencies, { state, runtime }, order.order_id) : 'withdrawn';
    const reply = replies[outcome];
    return { order: null, wanted: [], lines: [], reply, messages: [new AIMessage(reply)] };
  };
}
