import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { type BaseMessage, SystemMessage } from '@langchain/core/messages';
import { isGraphBubbleUp } from '@langchain/langgraph';
import type { z } from 'zod';
import { ProjectError, UpstreamError } from '#errors/errors.ts';

const rememberedMessages = 20;

/** The end of a conversation that a model is shown. */
export function recentMessages(messages: BaseMessage[]): BaseMessage[] {
  return messages.slice(-rememberedMessages);
}

/** The text of the customer's newest message. */
export function lastCustomerText(messages: BaseMessage[]): string {
  return messages.findLast((message) => message.getType() === 'human')?.text ?? '';
}

export interface Question<Answer extends z.ZodObject> {
  /** Names the answer to the model. */
  name: string;
  system: string;
  messages: BaseMessage[];
  answer: Answer;
  signal?: AbortSignal | undefined;
}

/** Asks for an answer of a given form. A forced tool call is what most compatible providers support. */
export async function askForData<Answer extends z.ZodObject>(
  model: BaseChatModel,
  { name, system, messages, answer, signal }: Question<Answer>,
): Promise<z.output<Answer>> {
  const structured = model.withStructuredOutput(answer, { name, method: 'functionCalling' });
  const output = await asUpstream(
    structured.invoke([new SystemMessage(system), ...recentMessages(messages)], signal ? { signal } : {}),
  );
  const parsed = answer.safeParse(output);
  if (parsed.success) return parsed.data;
  throw new UpstreamError(`The model's ${name} does not have the form that was asked for.`, {
    code: 'model_answer',
    cause: parsed.error,
  });
}

/** Asks for a text to the customer. */
export async function askForText(
  model: BaseChatModel,
  { system, messages, signal }: { system: string; messages: BaseMessage[]; signal?: AbortSignal | undefined },
): Promise<string> {
  const answer = await asUpstream(
    model.invoke([new SystemMessage(system), ...recentMessages(messages)], signal ? { signal } : {}),
  );
  return answer.text.trim();
}

/** A model that fails is an outside system that fails, whatever its library throws. */
export async function asUpstream<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProjectError || isGraphBubbleUp(error)) throw error;
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw new UpstreamError('The model did not answer.', { code: 'model_unavailable', cause: error });
  }
}
