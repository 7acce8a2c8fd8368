import type { LangGraphRunnableConfig, Runtime } from '@langchain/langgraph';
import type { z } from 'zod';
import { AccessError } from '#errors/errors.ts';
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
export type NodeRuntime = Pick<Runtime<ConversationContext>, 'context' | 'signal' | 'store'> &
  Pick<LangGraphRunnableConfig, 'configurable'>;

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

/** On whose behalf a tool is called, and by which crew. */
export interface CrewRun {
  crew: Crew;
  state: Pick<ConversationState, 'customer'>;
  runtime: NodeRuntime;
}

/**
 * Calls a tool on behalf of the customer of this run.
 *
 * @throws AccessError for a tool that the business profile switches off; else what the tool answers with.
 */
export async function callTool<Output>(
  { toolbox, business }: Pick<GraphDependencies, 'toolbox' | 'business'>,
  { crew, state, runtime }: CrewRun,
  call: { tool: string; arguments: Record<string, unknown>; output: z.ZodType<Output> },
): Promise<Output> {
  if (business.tools_off.includes(call.tool)) {
    throw new AccessError(`The business profile switches ${call.tool} off.`, { code: 'tool_switched_off' });
  }
  return toolbox.call({ ...call, principal: crewPrincipal(crew, state, runtime), signal: runtime.signal });
}
