import { AIMessage } from '@langchain/core/messages';
import { InputError, ProjectError } from '#errors/errors.ts';
import { orderSchema } from '../../shared/conversation-state.ts';
import { callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { formatMoney } from '../../shared/money.ts';
import { crew, type OrderCreationState } from '../state.ts';

/** Confirms the order in Odoo at the total that the customer said yes to, and at no other. */
export function place(dependencies: GraphDependencies) {
  return async (state: OrderCreationState, runtime: NodeRuntime) => {
    const { order } = state;
    if (!order) throw new InputError('There is no quotation to confirm.');
    const run = { crew, state, runtime };
    try {
      const confirmed = await callTool(dependencies, run, {
        tool: 'odoo_confirm_order',
        arguments: { order_id: order.order_id, expected_total: order.amount_total },
        output: orderSchema,
      });
      const total = formatMoney(confirmed.amount_total, confirmed.currency);
      const reply = `Pedido *${confirmed.name}* confirmado, no total de ${total}. Obrigado pela compra!`;
      return { order: confirmed, products: [], reply, messages: [new AIMessage(reply)] };
    } catch (error) {
      if (!(error instanceof ProjectError && error.code === 'total_changed')) throw error;
      const present = await callTool(dependencies, run, {
        tool: 'odoo_get_order',
        arguments: { order_id: order.order_id },
        output: orderSchema,
      });
      const notice = 'O valor do orçamento mudou desde que eu o enviei. Veja o novo, por favor.';
      return { order: present, notice };
    }
  };
}
