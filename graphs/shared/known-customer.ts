import { z } from 'zod';
import { conversationContext } from './conversation-state.ts';
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
    arguments: {
      name: contact.name ?? contact.phone ?? 'Cliente',
      ...(contact.email ? { email: contact.email } : {}),
    },
    output: customerSchema,
  });
}
