import { HumanMessage } from '@langchain/core/messages';
import { askForData } from '../../shared/ask-model.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { asMaterial, loadPrompt } from '../../shared/prompts.ts';
import { appointmentRequestSchema, type SchedulingState, type Slot } from '../state.ts';

/** Takes from the conversation what the customer wants with which appointment, and which of the free times. */
export function understand(dependencies: GraphDependencies) {
  const prompt = loadPrompt(new URL('..', import.meta.url).href, 'understand', dependencies.business);
  return async (state: SchedulingState, runtime: NodeRuntime) => {
    const { messages, slots, appointment, appointments } = state;
    const material = new HumanMessage(
      asMaterial('free_times', { shown: numbered(slots), appointments: numbered(appointments), appointment }),
    );
    const request = await askForData(dependencies, runtime, {
      name: 'appointment_request',
      system: prompt(state),
      messages: [...messages, material],
      answer: appointmentRequestSchema,
    });
    const chosen = request.choice === null ? null : (slots[request.choice - 1] ?? null);
    const meant = request.appointment === null ? undefined : appointments[request.appointment - 1];
    return { request, chosen, ...(meant ? { appointment: meant, appointments: [] } : {}) };
  };
}

function numbered(times: readonly Slot[]) {
  return times.map(({ start }, index) => ({ number: index + 1, start: start.local }));
}
