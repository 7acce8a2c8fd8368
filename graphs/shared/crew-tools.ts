import type { Runtime } from '@langchain/langgraph';
import type { z } from 'zod';
import type { Principal } from '#identity/principal.ts';
import {
  type ConversationContext,
  type ConversationState,
  conversationContext,
} from './conversation-state.ts';
import type { GraphDependencies } from './dependencies.ts';

/** A crew's name and what it may do: what its tokens say. */
export interface Crew {
  name: string;
  scopes: string[];
}

/** What a node is told of its run beside the state. */
export type NodeRuntime = Pick<Runtime<ConversationContext>, 'context' | 'signal' | 'store'>;

/**
 * For whom a crew acts in this run. There is always a customer in it, known or not: a crew never holds a token
 * with which it could name one itself.
 */
export function crewPrincipal(
  crew: Crew,
  state: Pick<ConversationState, 'customer'>,
  runtime: NodeRuntime,
): Principal {
  const { tenant, contact, conversation } = conversationContext.parse(runtime.context ?? {});
  return {
    subject: crew.name,
    tenant,
    scopes: crew.scopes,
    customer: {
      contact: contact.id,
      phone: contact.phone,
      email: contact.email,
      partner: state.customer?.partner_id,
    },
    conversation,
  };
}

/** Calls a tool on behalf of the customer of this run. */
export function callTool<Output>(
  { toolbox }: Pick<GraphDependencies, 'toolbox'>,
  run: { crew: Crew; state: Pick<ConversationState, 'customer'>; runtime: NodeRuntime },
  call: { tool: string; arguments: Record<string, unknown>; output: z.ZodType<Output> },
): Promise<Output> {
  const principal = crewPrincipal(run.crew, run.state, run.runtime);
  return toolbox.call({ ...call, principal, signal: run.runtime.signal });
}
