import { AIMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { BusinessProfile } from '#config/business-schema.ts';
import { ProjectError } from '#errors/errors.ts';
import { conversationContext, type HandoffCause } from '../../shared/conversation-state.ts';
import { type Crew, callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { isVerified } from '../../shared/known-customer.ts';
import { languageOf } from '../../shared/language.ts';
import { lastCustomerText } from '../../shared/messages.ts';
import { stepKey } from '../../shared/step-key.ts';
import { causeNames, handoffReply } from '../handoff-words.ts';
import type { CustomerServiceState } from '../state.ts';
import { summaryOf } from '../summary.ts';

/** The one thing that this crew writes: a lead for somebody whom Odoo does not know. */
const leadCrew: Crew = { name: 'customer-service', scopes: ['odoo:write'] };
const made = z.object({ lead_id: z.int() });
const aboutSales: readonly CustomerServiceState['intent'][] = ['product', 'order', 'appointment'];

/** Decides that a person takes over, with what that person should know. The channel carries it out. */
export function handOff(dependencies: GraphDependencies) {
  const { business } = dependencies;
  return async (state: CustomerServiceState, runtime: NodeRuntime) => {
    const { autoReplied } = conversationContext.parse(runtime.context ?? {});
    const hours = autoReplied ? undefined : business.hours;
    const cause: HandoffCause = state.handoffCause ?? (state.intent === 'human' ? 'asked' : 'failures');
    const reply = handoffReply(cause, hours, languageOf(state, business), new Date());
    const lead = await leadFor(dependencies, state, runtime);
    return {
      reply,
      handoff: { reason: causeNames[cause], summary: summaryOf(state, lead), team: teamFor(state, business) },
      handoffCause: cause,
      messages: [new AIMessage(reply)],
    };
  };
}

function teamFor({ intent }: CustomerServiceState, { teams }: BusinessProfile): number | null {
  const own = {
    product: teams.sales,
    order: teams.sales,
    appointment: teams.scheduling,
    support: teams.support,
  };
  const team = intent && intent in own ? own[intent as keyof typeof own] : undefined;
  return team ?? teams.default ?? null;
}

/**
 * Somebody new who was about to buy is passed to the sales team as a lead. The handover does not depend on it: an
 * Odoo without leads only leaves a line out of the summary.
 */
async function leadFor(
  dependencies: GraphDependencies,
  state: CustomerServiceState,
  runtime: NodeRuntime,
): Promise<number | undefined> {
  const { contact } = conversationContext.parse(runtime.context ?? {});
  const isNew = !state.customer && state.candidates.length === 0 && isVerified(contact);
  const isInterested = state.products.length > 0 || aboutSales.includes(state.intent);
  if (!isNew || !isInterested) return undefined;
  try {
    const { lead_id } = await callTool(
      dependencies,
      { crew: leadCrew, state, runtime },
      {
        tool: 'odoo_create_lead',
        arguments: {
          subject: `Atendimento: ${contact.name ?? contact.phone ?? contact.email}`.slice(0, 120),
          description: lastCustomerText(state.messages).slice(0, 2_000) || 'Sem texto.',
          ...(contact.name ? { contact_name: contact.name.slice(0, 100) } : {}),
          idempotency_key: stepKey(state, runtime, 'lead'),
        },
        output: made,
      },
    );
    return lead_id;
  } catch (error) {
    if (error instanceof ProjectError) return undefined;
    throw error;
  }
}
