import { z } from 'zod';
import { askForData } from '../../shared/ask-model.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { loadPrompt, memoryMaterial } from '../../shared/prompts.ts';
import type { ProductSearchState } from '../state.ts';

const searchQuery = z.object({
  query: z.string().min(1).max(200).describe('The product in a few words, as a catalogue would name it.'),
});

/** Takes from the conversation what to look for. */
export function understand({ model, business }: GraphDependencies) {
  const system = loadPrompt(new URL('..', import.meta.url).href, 'understand', business);
  return async ({ messages, memory }: ProductSearchState, { signal }: NodeRuntime) =>
    askForData(model, {
      name: 'search_query',
      system,
      messages: [...messages, ...memoryMaterial(memory)],
      answer: searchQuery,
      signal,
    });
}
