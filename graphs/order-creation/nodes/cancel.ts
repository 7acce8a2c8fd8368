import { AIMessage } from '@langchain/core/messages';
import type { Words } from '#config/business-schema.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import type { OrderCreationState } from '../state.ts';
import { withdraw } from '../withdraw.ts';

const replies = {
  withdrawn: {
    'pt-BR': 'Tudo bem, o orçamento foi cancelado. Posso ajudar com mais alguma coisa?',
    en: 'All right, the quotation was cancelled. Can I help with anything else?',
  },
  confirmed: {
    'pt-BR':
      'Esse pedido já foi confirmado. Para cancelá-lo, um atendente precisa ajudar: é só pedir que eu chamo.',
    en: 'This order is confirmed already. To cancel it a person must help: just ask and I will call one.',
  },
} satisfies Record<string, Words>;

/** Withdraws the quotation that the customer does not want. */
export function cancel(dependencies: GraphDependencies) {
  return async (state: OrderCreationState, runtime: NodeRuntime) => {
    const { order } = state;
    const outcome = order ? await withdraw(dependencies, { state, runtime }, order.order_id) : 'withdrawn';
    const reply = replies[outcome][languageOf(state, dependencies.business)];
    return {
      order: outcome === 'confirmed' ? order : null,
      wanted: [],
      lines: [],
      approval: 'none' as const,
      reply,
      messages: [new AIMessage(reply)],
    };
  };
}
