import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { type AIMessage, type BaseMessage, SystemMessage } from '@langchain/core/messages';
import { isGraphBubbleUp } from '@langchain/langgraph';
import type { z } from 'zod';
import { LimitError, ProjectError, UpstreamError } from '#errors/errors.ts';
import type { NodeRuntime } from './crew-tools.ts';
import type { GraphDependencies } from './dependencies.ts';
import { recentMessages } from './messages.ts';

/** The models that are asked, and who counts what they cost. */
export type Models = Pick<GraphDependencies, 'model' | 'fallbackModel' | 'spending'>;

export interface Question<Answer extends z.ZodObject> {
  /** Names the answer to the model. */
  name: string;
  system: string;
  messages: BaseMessage[];
  answer: Answer;
}

/** Asks for an answer of a given form. A forced tool call is what most compatible providers support. */
export async function askForData<Answer extends z.ZodObject>(
  models: Models,
  runtime: NodeRuntime,
  { name, system, messages, answer }: Question<Answer>,
): Promise<z.output<Answer>> {
  const { raw, parsed } = await ask(models, (model) =>
    model
      .withStructuredOutput(answer, { name, method: 'functionCalling', includeRaw: true })
      .invoke([new SystemMessage(system), ...recentMessages(messages)], options(runtime)),
  );
  await models.spending?.record(runtime, [raw as AIMessage]);
  const checked = answer.safeParse(parsed);
  if (checked.success) return checked.data;
  throw new UpstreamError(`The model's ${name} does not have the form that was asked for.`, {
    code: 'model_answer',
    cause: checked.error,
  });
}

/** Asks for a text to the customer. */
export async function askForText(
  models: Models,
  runtime: NodeRuntime,
  { system, messages }: Pick<Question<never>, 'system' | 'messages'>,
): Promise<string> {
  const answer = await ask(models, (model) =>
    model.invoke([new SystemMessage(system), ...recentMessages(messages)], options(runtime)),
  );
  await models.spending?.record(runtime, [answer]);
  return answer.text.trim();
}

function options({ signal }: NodeRuntime) {
  return signal ? { signal } : {};
}

/** The first model's answer; where it is down or overloaded, that of the one that stands in for it. */
async function ask<Answer>(
  { model, fallbackModel }: Models,
  question: (model: BaseChatModel) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await asUpstream(question(model));
  } catch (error) {
    const isOutage = error instanceof UpstreamError || error instanceof LimitError;
    if (!fallbackModel || !isOutage) throw error;
    return asUpstream(question(fallbackModel));
  }
}

/**
 * A model that fails is an outside system that fails, whatever its library throws; an error of ours that the library
 * has wrapped stays what it is.
 */
export async function asUpstream<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const own = causesOf(error).find(
      (each) => each instanceof ProjectError || isGraphBubbleUp(each) || isAbort(each),
    );
    if (own) throw own;
    throw new UpstreamError('The model did not answer.', { code: 'model_unavailable', cause: error });
  }
}

/** An error, what caused it, what caused that. */
function causesOf(error: unknown): unknown[] {
  const chain = [error];
  while (chain.length < 10) {
    const last = chain.at(-1);
    if (!(last instanceof Error) || last.cause === undefined) break;
    chain.push(last.cause);
  }
  return chain;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
