import type { z } from 'zod';
import { askForData, type Models, type Question } from './ask-model.ts';
import type { NodeRuntime } from './crew-tools.ts';

type DecisionAnswer<Decision extends string> = z.ZodObject<{ decision: z.ZodType<Decision> }>;

/** What changes something in Odoo. */
const effective = new Set(['confirm', 'cancel']);

/**
 * Reads the customer's newest words as an answer to a question of the crew. What would change something is read a
 * second time, from these words alone: names of products and texts of articles stand in the conversation, too, and one
 * of them may order the model to take anything for a yes.
 */
export async function readDecision<Decision extends string>(
  models: Models,
  runtime: NodeRuntime,
  question: Question<DecisionAnswer<Decision>>,
): Promise<Decision | 'other'> {
  const { decision } = await askForData(models, runtime, question);
  if (!effective.has(decision)) return decision;
  const words = question.messages.filter((message) => message.getType() === 'human').slice(-1);
  const alone = await askForData(models, runtime, { ...question, messages: words });
  return alone.decision === decision ? decision : 'other';
}
