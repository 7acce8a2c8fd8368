import { orderSchema } from '../../shared/conversation-state.ts';
import { callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { knownCustomer } from '../../shared/known-customer.ts';
import { languageOf } from '../../shared/language.ts';
import { stepKey } from '../../shared/step-key.ts';
import { crew, type OrderCreationState } from '../state.ts';
import { stockNotice } from '../stock-notice.ts';
import { withdraw } from '../withdraw.ts';

/** Makes the quotation in Odoo, whose prices and taxes are the only true ones; an older one is withdrawn. */
export function quote(dependencies: GraphDependencies) {
  return async (state: OrderCreationState, runtime: NodeRuntime) => {
    const customer = await knownCustomer(dependencies, { crew, state, runtime });
    const run = { crew, state: { customer }, runtime };
    const order = await callTool(dependencies, run, {
      tool: 'odoo_create_quotation',
      arguments: { lines: state.lines, idempotency_key: stepKey(state, runtime, state.lines) },
      output: orderSchema,
    });
    if (state.order?.state === 'draft' && state.order.order_id !== order.order_id) {
      await withdraw(dependencies, { state: { customer }, runtime }, state.order.order_id);
    }
    const short = await stockNotice(dependencies, run, {
      order,
      language: languageOf(state, dependencies.business),
    });
    return { customer, order, notice: [state.notice, short].filter(Boolean).join('\n') };
  };
}
