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
  return async ({ messages }: OrderCreationState, { signal }: NodeRuntime) => {
    const { decision } = await askForData(model, {
      name: 'order_decision',
      system,
      messages,
      answer: orderDecision,
      signal,
    });
    return { decision, detour: decision === 'other' };
  };
}
