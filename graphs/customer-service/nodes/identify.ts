import { z } from 'zod';
import { conversationContext } from '../../shared/conversation-state.ts';
import { callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { isVerified } from '../../shared/known-customer.ts';
import { recall } from '../../shared/memory.ts';
import { type CustomerServiceState, crew } from '../state.ts';

const found = z.object({
  candidates: z.array(z.object({ partner_id: z.int().positive(), name: z.string() })),
});

/** Begins a turn: finds the customer in Odoo by the phone or the e-mail that the channel has verified. */
export function identify(dependencies: GraphDependencies) {
  return async (state: CustomerServiceState, runtime: NodeRuntime) => {
    const context = conversationContext.parse(runtime.context ?? {});
    const { contact } = context;
    const memory = await recall(runtime.store, context);
    const fresh = {
      reply: '',
      handoff: null,
      handoffCause: null,
      failure: null,
      unanswered: false,
      detour: false,
      memory,
    };
    if (state.customer || !isVerified(contact)) return fresh;
    const { candidates } = await callTool(
      dependencies,
      { crew, state, runtime },
      { tool: 'odoo_find_customer', arguments: {}, output: found },
    );
    const [only, second] = candidates;
    // Two customers with one phone or e-mail: which of them writes is not for a model to guess.
    if (second) return { ...fresh, customer: null, candidates };
    const customer = only ? { partner_id: only.partner_id, name: only.name } : null;
    return { ...fresh, customer, candidates: [] };
  };
}
