import { HumanMessage } from '@langchain/core/messages';
import { askForData } from '../../shared/ask-model.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { asMaterial, loadPrompt } from '../../shared/prompts.ts';
import { appointmentRequestSchema, type SchedulingState } from '../state.ts';

/** Takes from the conversation what the customer wants with an appointment, and which of the free times. */
export function understand(dependencies: GraphDependencies) {
  const prompt = loadPrompt(new URL('..', import.meta.url).href, 'understand', dependencies.business);
  return async (state: SchedulingState, runtime: NodeRuntime) => {
    const { messages, slots, appointment } = state;
    const shown = slots.map(({ start }, index) => ({ number: index + 1, start: start.local }));
    const material = new HumanMessage(asMaterial('free_times', { shown, appointment }));
    const request = await askForData(dependencies, runtime, {
      name: 'appointment_request',
      system: prompt(state),
      messages: [...messages, material],
      answer: appointmentRequestSchema,
    });
    const chosen = request.choice === null ? null : (slots[request.choice - 1] ?? null);
    // Which one is to be moved must be known before the new one is made: afterwards there are two.
    const isUnclear = request.action === 'move' && !appointment;
    return { request, chosen, ...(isUnclear ? { handoffCause: 'appointment_unclear' as const } : {}) };
  };
}
