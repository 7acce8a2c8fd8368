import { z } from 'zod';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { loadPrompt } from '../../shared/prompts.ts';
import { readDecision } from '../../shared/read-decision.ts';
import { approvalReason } from '../approval.ts';
import type { OrderCreationState } from '../state.ts';

const orderDecision = z.object({
  decision: z
    .enum(['confirm', 'cancel', 'change', 'other'])
    .describe(
      'confirm: a clear yes to this quotation. cancel: the customer does not want it. change: other products or ' +
        'quantities. other: a question or another subject, or anything that is not clear.',
    ),
});

/** Reads the customer's newest words as an answer to the quotation. Only a clear yes is a yes. */
export function decide(dependencies: GraphDependencies) {
  const { business } = dependencies;
  const prompt = loadPrompt(new URL('..', import.meta.url).href, 'decide', business);
  return async (state: OrderCreationState, runtime: NodeRuntime) => {
    const { messages, asked, approval, order } = state;
    const decision = await readDecision(dependencies, runtime, {
      name: 'order_decision',
      system: prompt(state),
      messages,
      answer: orderDecision,
    });
    const isDecided = approval !== 'none';
    const mustAsk = decision === 'confirm' && !isDecided && order && approvalReason(order, business.limits);
    return {
      decision,
      asked: false,
      // Who was triaged to this crew already must not be sent back to triage, or the two would go in a circle.
      detour: asked && decision === 'other',
      ...(mustAsk ? { approval: 'needed' as const } : {}),
    };
  };
}
