import { AIMessage } from '@langchain/core/messages';
import { z } from 'zod';
import { callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { crew, type OrderCreationState } from '../state.ts';

/** Withdraws the quotation that the customer does not want. */
export function cancel(dependencies: GraphDependencies) {
  return async (state: OrderCreationState, runtime: NodeRuntime) => {
    if (state.order) {
      await callTool(
        dependencies,
        { crew, state, runtime },
        {
          tool: 'odoo_cancel_quotation',
          arguments: { order_id: state.order.order_id },
          output: z.object({}),
        },
      );
    }
    const reply = 'Tudo bem, o orçamento foi cancelado. Posso ajudar com mais alguma coisa?';
    return { order: null, wanted: [], lines: [], reply, messages: [new AIMessage(reply)] };
  };
}
