import { createHash } from 'node:crypto';
import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import { z } from 'zod';
import { conversationContext, orderSchema } from '../../shared/conversation-state.ts';
import { callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { crew, type OrderCreationState } from '../state.ts';
import { withdraw } from '../withdraw.ts';

const customerSchema = z.object({ partner_id: z.int().positive(), name: z.string() });

/** Makes the quotation in Odoo, whose prices and taxes are the only true ones; an older one is withdrawn. */
export function quote(dependencies: GraphDependencies) {
  return async (state: OrderCreationState, runtime: NodeRuntime & LangGraphRunnableConfig) => {
    const customer = state.customer ?? (await makeCustomer(dependencies, state, runtime));
    const run = { crew, state: { customer }, runtime };
    const order = await callTool(dependencies, run, {
      tool: 'odoo_create_quotation',
      arguments: { lines: state.lines, idempotency_key: keyOf(state, runtime) },
      output: orderSchema,
    });
    if (state.order?.state === 'draft' && state.order.order_id !== order.order_id) {
      await withdraw(dependencies, { state: { customer }, runtime }, state.order.order_id);
    }
    return { customer, order };
  };
}

/** A customer whom Odoo does not know yet is made when the first quotation needs one, not before. */
function makeCustomer(dependencies: GraphDependencies, state: OrderCreationState, runtime: NodeRuntime) {
  const { contact } = conversationContext.parse(runtime.context ?? {});
  return callTool(
    dependencies,
    { crew, state, runtime },
    {
      tool: 'odoo_find_or_create_customer',
      arguments: {
        name: contact.name ?? contact.phone ?? 'Cliente',
        ...(contact.email ? { email: contact.email } : {}),
      },
      output: customerSchema,
    },
  );
}

/**
 * The same words of the same customer, tried again, find their own quotation; a later wish makes a new one.
 * The key comes from the thread and the newest message, which a retried step sees unchanged.
 */
function keyOf({ messages, lines }: OrderCreationState, { configurable }: LangGraphRunnableConfig): string {
  const newest = messages.findLast((message) => message.getType() === 'human')?.id;
  const content = JSON.stringify([configurable?.thread_id, newest, lines]);
  return `mcpf-${createHash('sha256').update(content).digest('hex').slice(0, 24)}`;
}
