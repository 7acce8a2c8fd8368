import { z } from 'zod';
import { askForData } from '../../shared/ask-model.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { loadPrompt } from '../../shared/prompts.ts';
import { type CustomerServiceState, intents } from '../state.ts';

const triageAnswer = z.object({
  intent: z
    .enum(intents)
    .describe(
      'greeting: a greeting or thanks. product: looks for a product, its price or stock. order: wants to buy, or to ' +
        "change, confirm or cancel a quotation. support: asks about an order made before, or about the company's " +
        'rules. human: wants a person, or is upset. other: anything else.',
    ),
  preference: z
    .string()
    .max(200)
    .nullable()
    .describe(
      'Something lasting that the customer says of himself in the last message and that will matter in later ' +
        'conversations, in a few words ("prefere 220 V"); null where there is none.',
    ),
});

/** Finds out what the customer is after. */
export function triage({ model, business }: GraphDependencies) {
  const system = loadPrompt(new URL('..', import.meta.url).href, 'triage', business);
  return async ({ messages }: CustomerServiceState, { signal }: NodeRuntime) => ({
    ...(await askForData(model, { name: 'triage', system, messages, answer: triageAnswer, signal })),
    detour: false,
  });
}
