import { AIMessage } from '@langchain/core/messages';
import type { Words } from '#config/business-schema.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import { cancelAppointment } from '../cancel-appointment.ts';
import { crew, type SchedulingState } from '../state.ts';

const replies = {
  cancelled: {
    'pt-BR': 'Pronto, o horário foi cancelado. Posso ajudar com mais alguma coisa?',
    en: 'Done, the appointment was cancelled. Can I help with anything else?',
  },
  none: {
    'pt-BR': 'Não encontrei um horário marcado no seu cadastro. Posso ajudar com mais alguma coisa?',
    en: 'I found no coming appointment of yours. Can I help with anything else?',
  },
} satisfies Record<string, Words>;

/** Cancels the appointment that the customer has said yes to. */
export function cancel(dependencies: GraphDependencies) {
  return async (state: SchedulingState, runtime: NodeRuntime) => {
    const run = { crew, state, runtime };
    const outcome = await cancelAppointment(dependencies, run, state.appointment?.appointment_id);
    if (outcome === 'unclear') return { handoffCause: 'appointment_unclear' as const };
    const reply = replies[outcome][languageOf(state, dependencies.business)];
    return { appointment: null, chosen: null, slots: [], reply, messages: [new AIMessage(reply)] };
  };
}
