import { interrupt } from '@langchain/langgraph';
import { z } from 'zod';

/** What a client sees of a run that waits for the customer. */
export interface CustomerQuestion {
  /** For example `order_confirmation`. */
  kind: string;
  /** The question, as the customer reads it. */
  message: string;
}

/** What the run is resumed with: the customer's words and, where turns can be repeated, whose turn they are. */
export const customerAnswerSchema = z.union([
  z.object({ text: z.string(), turn: z.string() }),
  z.string().transform((text) => ({ text, turn: '' })),
]);
export type CustomerAnswer = z.output<typeof customerAnswerSchema>;

/**
 * Puts a question to the customer and waits for the answer. After a crash a turn is resumed once more, and again after
 * the next: its words have answered an earlier question already, perhaps one about another total, and must not pass
 * for the answer to this one.
 *
 * @param turn The turn that the state has from the last answer.
 */
export function askCustomer(question: CustomerQuestion, turn: string): CustomerAnswer {
  for (;;) {
    const answer = customerAnswerSchema.parse(interrupt(question));
    if (!isRepeated(answer, turn)) return answer;
  }
}

/** Whether these words were an answer before. */
export function isRepeated(answer: CustomerAnswer, turn: string): boolean {
  return answer.turn !== '' && answer.turn === turn;
}
