import { z } from 'zod';
import { askForData } from '../../shared/ask-model.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { loadPrompt } from '../../shared/prompts.ts';
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
export function decide({ model, business }: GraphDependencies) {
  const system = loadPrompt(new URL('..', import.meta.url).href, 'decide', business);
  return async ({ messages, asked }: OrderCreationState, { signal }: NodeRuntime) => {
    const { decision } = await askForData(model, {
      name: 'order_decision',
      system,
      messages,
      answer: orderDecision,
      signal,
    });
    // Who was triaged to this crew already must not be sent back to triage, or the two would go in a circle.
    return { decision, asked: false, detour: asked && decision === 'other' };
  };
}
