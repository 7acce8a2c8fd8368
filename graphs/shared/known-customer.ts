import { z } from 'zod';
import { type ConversationContext, conversationContext } from './conversation-state.ts';
import { type CrewRun, callTool } from './crew-tools.ts';
import type { GraphDependencies } from './dependencies.ts';

const customerSchema = z.object({ partner_id: z.int().positive(), name: z.string() });
export type Customer = z.infer<typeof customerSchema>;

/** The customer in Odoo. One whom it does not know yet is made when something first needs one, not before. */
export async function knownCustomer(dependencies: GraphDependencies, run: CrewRun): Promise<Customer> {
  if (run.state.customer) return run.state.customer;
  const { contact } = conversationContext.parse(run.runtime.context ?? {});
  return callTool(dependencies, run, {
    tool: 'odoo_find_or_create_customer',
    // The phone number and the e-mail address come from the token.
    arguments: { name: contact.name ?? contact.phone ?? contact.email ?? 'Cliente' },
    output: customerSchema,
  });
}

/** Whether the channel vouches for who writes: only then is anybody looked up, or made, in Odoo. */
export function isVerified({ phone, email }: ConversationContext['contact']): boolean {
  return Boolean(phone || email);
}
