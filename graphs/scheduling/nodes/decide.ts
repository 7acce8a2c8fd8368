import { z } from 'zod';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { loadPrompt } from '../../shared/prompts.ts';
import { readDecision } from '../../shared/read-decision.ts';
import type { SchedulingState } from '../state.ts';

const appointmentDecision = z.object({
  decision: z
    .enum(['confirm', 'decline', 'change', 'other'])
    .describe(
      'confirm: a clear yes to the question. decline: a no. change: another time or another wish about the ' +
        'appointment. other: another subject, or anything that is not clear.',
    ),
});

/** Reads the customer's newest words as an answer to the question. Only a clear yes is a yes. */
export function decide(dependencies: GraphDependencies) {
  const prompt = loadPrompt(new URL('..', import.meta.url).href, 'decide', dependencies.business);
  return async (state: SchedulingState, runtime: NodeRuntime) => {
    const decision = await readDecision(dependencies, runtime, {
      name: 'appointment_decision',
      system: prompt(state),
      messages: state.messages,
      answer: appointmentDecision,
    });
    return { decision, detour: decision === 'other', reply: '' };
  };
}
