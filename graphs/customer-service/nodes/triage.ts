import { z } from 'zod';
import { languages, sentiments } from '#config/business-schema.ts';
import { askForData } from '../../shared/ask-model.ts';
import { conversationContext } from '../../shared/conversation-state.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { lastCustomerText } from '../../shared/messages.ts';
import { loadPrompt } from '../../shared/prompts.ts';
import { causeBefore, causeOf } from '../handoff-rules.ts';
import { type CustomerServiceState, intents, urgencies } from '../state.ts';
import { isUnreadable } from '../unreadable.ts';

const triageAnswer = z.object({
  intent: z
    .enum(intents)
    .describe(
      'greeting: a greeting or thanks. product: looks for a product, its price or stock. order: wants to buy, or to ' +
        'change, confirm or cancel a quotation. appointment: wants to book, move or cancel an appointment or visit, or ' +
        "chooses one of the free times shown. support: asks about an order made before, or about the company's rules, " +
        'or wants to return something. human: wants a person. other: anything else.',
    ),
  language: z
    .enum([...languages, 'other'])
    .describe('The language that the customer writes in; of a word like "ok" that of the conversation.'),
  sentiment: z
    .enum(sentiments)
    .describe('angry only for anger, insult or a threat; negative for mere displeasure.'),
  urgency: z.enum(urgencies).describe('high only where harm or loss is near.'),
  preference: z
    .string()
    .max(200)
    .nullable()
    .describe(
      'Something lasting that the customer says of himself in the last message and that will matter in later ' +
        'conversations, in a few words ("prefere 220 V"); null where there is none.',
    ),
});

/** Finds out what the customer is after, and whether that is for a person. */
export function triage(dependencies: GraphDependencies) {
  const { business } = dependencies;
  const prompt = loadPrompt(new URL('..', import.meta.url).href, 'triage', business);
  return async (state: CustomerServiceState, runtime: NodeRuntime) => {
    const early = await causeBefore(dependencies, state, runtime);
    if (early) return { handoffCause: early, intent: 'human' as const, detour: false };
    // Whoever is to answer it, there is nothing in it to be read.
    if (isUnreadable(lastCustomerText(state.messages))) {
      return { handoffCause: null, intent: 'other' as const, detour: false };
    }
    const { contact } = conversationContext.parse(runtime.context ?? {});
    const { language, ...answer } = await askForData(dependencies, runtime, {
      name: 'triage',
      system: prompt(state),
      messages: state.messages,
      answer: triageAnswer,
    });
    return {
      ...answer,
      language: language === 'other' ? null : language,
      handoffCause: causeOf(answer, business, contact),
      detour: false,
    };
  };
}
