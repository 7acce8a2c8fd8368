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
export function understand(dependencies: GraphDependencies) {
  const prompt = loadPrompt(new URL('..', import.meta.url).href, 'understand', dependencies.business);
  return (state: ProductSearchState, runtime: NodeRuntime) =>
    askForData(dependencies, runtime, {
      name: 'search_query',
      system: prompt(state),
      messages: [...state.messages, ...memoryMaterial(state.memory)],
      answer: searchQuery,
    });
}
