import { AIMessage } from '@langchain/core/messages';
import { askForText } from '../../shared/ask-model.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { loadPrompt, memoryMaterial } from '../../shared/prompts.ts';
import type { CustomerServiceState } from '../state.ts';

/** Greets, thanks, and asks what the customer needs. */
export function converse({ model, business }: GraphDependencies) {
  const system = loadPrompt(new URL('..', import.meta.url).href, 'converse', business);
  return async ({ messages, memory }: CustomerServiceState, { signal }: NodeRuntime) => {
    const reply = await askForText(model, {
      system,
      messages: [...messages, ...memoryMaterial(memory)],
      signal,
    });
    return { reply, messages: [new AIMessage(reply)] };
  };
}
