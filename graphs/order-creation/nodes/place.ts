import { AIMessage } from '@langchain/core/messages';
import type { Language, Words } from '#config/business-schema.ts';
import { InputError, ProjectError } from '#errors/errors.ts';
import { orderSchema } from '../../shared/conversation-state.ts';
import { callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import { formatMoney } from '../../shared/money.ts';
import { crew, type OrderCreationState } from '../state.ts';

const goneCodes = ['order_cancelled', 'order_not_found'];
const words = {
  gone: {
    'pt-BR':
      'Esse orçamento não está mais disponível. Quer que eu faça um novo? É só dizer o produto e a quantidade.',
    en: 'This quotation is not available any more. Shall I make a new one? Just say the product and the quantity.',
  },
  changed: {
    'pt-BR': 'O valor do orçamento mudou desde que eu o enviei. Veja o novo, por favor.',
    en: 'The amount of the quotation has changed since I sent it. Please see the new one.',
  },
} satisfies Record<string, Words>;

function confirmation(name: string, total: string, language: Language): string {
  return language === 'en'
    ? `Order *${name}* is confirmed, ${total} in total. Thank you for buying from us!`
    : `Pedido *${name}* confirmado, no total de ${total}. Obrigado pela compra!`;
}

/** Confirms the order in Odoo at the total that the customer said yes to, and at no other. */
export function place(dependencies: GraphDependencies) {
  return async (state: OrderCreationState, runtime: NodeRuntime) => {
    const { order } = state;
    const language = languageOf(state, dependencies.business);
    if (!order) throw new InputError('There is no quotation to confirm.');
    const call = (tool: string, args: object) =>
      callTool(
        dependencies,
        { crew, state, runtime },
        { tool, arguments: { order_id: order.order_id, ...args }, output: orderSchema },
      );
    try {
      const confirmed = await call('odoo_confirm_order', { expected_total: order.amount_total });
      const total = formatMoney(confirmed.amount_total, confirmed.currency, language);
      const reply = confirmation(confirmed.name, total, language);
      return {
        order: confirmed,
        products: [],
        approval: 'none' as const,
        reply,
        messages: [new AIMessage(reply)],
      };
    } catch (error) {
      const code = error instanceof ProjectError ? error.code : '';
      if (code === 'total_changed') {
        const notice = words.changed[language];
        return { order: await call('odoo_get_order', {}), approval: 'none' as const, notice };
      }
      if (goneCodes.includes(code)) {
        const reply = words.gone[language];
        return { order: null, approval: 'none' as const, reply, messages: [new AIMessage(reply)] };
      }
      throw error;
    }
  };
}
