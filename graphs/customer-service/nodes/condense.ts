import { type BaseMessage, HumanMessage, RemoveMessage } from '@langchain/core/messages';
import { REMOVE_ALL_MESSAGES } from '@langchain/langgraph';
import { ProjectError } from '#errors/errors.ts';
import { askForText } from '../../shared/ask-model.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { summaryId } from '../../shared/messages.ts';
import { asMaterial, loadPrompt } from '../../shared/prompts.ts';
import type { CustomerServiceState } from '../state.ts';

/** A thread is shortened when it is longer than that … */
const longestThread = 60;
/** … to the summary and these; more than any model is shown, so that nobody notices. */
const keptMessages = 24;
const longestSummary = 2_000;

/** Whether a thread has become too long to be kept as it is. */
export function isLong({ messages }: Pick<CustomerServiceState, 'messages'>): boolean {
  return messages.length > longestThread;
}

/**
 * Sums up the beginning of a long conversation and keeps its end. It comes after the reply was decided on, and a
 * model that fails here only leaves the thread long until the next turn.
 */
export function condense(dependencies: GraphDependencies) {
  const prompt = loadPrompt(new URL('..', import.meta.url).href, 'condense', dependencies.business);
  return async (state: CustomerServiceState, runtime: NodeRuntime) => {
    const [older, kept] = [state.messages.slice(0, -keptMessages), state.messages.slice(-keptMessages)];
    try {
      const material = new HumanMessage(asMaterial('conversation', older.map(lineOf)));
      const text = await askForText(dependencies, runtime, { system: prompt(state), messages: [material] });
      const summary = new HumanMessage({
        id: summaryId,
        content: asMaterial('conversation_summary', text.slice(0, longestSummary)),
      });
      return { messages: [new RemoveMessage({ id: REMOVE_ALL_MESSAGES }), summary, ...kept] };
    } catch (error) {
      if (error instanceof ProjectError) return {};
      throw error;
    }
  };
}

function lineOf(message: BaseMessage): string {
  return `${message.getType() === 'human' ? 'customer' : 'crew'}: ${message.text}`;
}
