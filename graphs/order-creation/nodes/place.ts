import { AIMessage } from '@langchain/core/messages';
import { InputError, ProjectError } from '#errors/errors.ts';
import { orderSchema } from '../../shared/conversation-state.ts';
import { callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { formatMoney } from '../../shared/money.ts';
import { crew, type OrderCreationState } from '../state.ts';

const goneCodes = ['order_cancelled', 'order_not_found'];
const gone =
  'Esse orçamento não está mais disponível. Quer que eu faça um novo? É só dizer o produto e a quantidade.';
const changed = 'O valor do orçamento mudou desde que eu o enviei. Veja o novo, por favor.';

/** Confirms the order in Odoo at the total that the customer said yes to, and at no other. */
export function place(dependencies: GraphDependencies) {
  return async (state: OrderCreationState, runtime: NodeRuntime) => {
    const { order } = state;
    if (!order) throw new InputError('There is no quotation to confirm.');
    const call = (tool: string, args: object) =>
      callTool(
        dependencies,
        { crew, state, runtime },
        { tool, arguments: { order_id: order.order_id, ...args }, output: orderSchema },
      );
    try {
      const confirmed = await call('odoo_confirm_order', { expected_total: order.amount_total });
      const total = formatMoney(confirmed.amount_total, confirmed.currency);
      const reply = `Pedido *${confirmed.name}* confirmado, no total de ${total}. Obrigado pela compra!`;
      return { order: confirmed, products: [], reply, messages: [new AIMessage(reply)] };
    } catch (error) {
      const code = error instanceof ProjectError ? error.code : '';
      if (code === 'total_changed') return { order: await call('odoo_get_order', {}), notice: changed };
      if (goneCodes.includes(code)) return { order: null, reply: gone, messages: [new AIMessage(gone)] };
      throw error;
    }
  };
}
