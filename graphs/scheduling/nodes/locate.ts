import { AIMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { Words } from '#config/business-schema.ts';
import { ProjectError } from '#errors/errors.ts';
import { type CrewRun, callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import { describeSlot } from '../slot-words.ts';
import { type Appointment, appointmentSchema, crew, type SchedulingState } from '../state.ts';

const found = z.object({ appointments: z.array(appointmentSchema) });

const words = {
  yours: { 'pt-BR': 'Seus horários marcados:', en: 'Your appointments:' },
  question: { 'pt-BR': 'De qual deles você fala?', en: 'Which of them do you mean?' },
  none: {
    'pt-BR': 'Não encontrei um horário marcado no seu cadastro. Posso ajudar com mais alguma coisa?',
    en: 'I found no coming appointment of yours. Can I help with anything else?',
  },
} satisfies Record<string, Words>;

/**
 * Looks for the appointment to be moved or cancelled, whenever it was made and by whom. Of several the customer says
 * which: before a new one is made, as afterwards there is one more.
 */
export function locate(dependencies: GraphDependencies) {
  return async (state: SchedulingState, runtime: NodeRuntime) => {
    const appointments = await comingOnes(dependencies, { crew, state, runtime });
    const [only, second] = appointments;
    if (only && !second) return { appointment: only, appointments: [] };
    const language = languageOf(state, dependencies.business);
    const rows = appointments.map((each, index) => `${index + 1}. ${describeSlot(each, language)}`);
    const reply = only
      ? [words.yours[language], ...rows, words.question[language]].join('\n')
      : words.none[language];
    return { appointments, slots: [], reply, messages: [new AIMessage(reply)] };
  };
}

async function comingOnes(dependencies: GraphDependencies, run: CrewRun): Promise<Appointment[]> {
  const { time_zone } = dependencies.business.hours;
  try {
    const call = { tool: 'odoo_list_appointments', arguments: { time_zone }, output: found };
    return (await callTool(dependencies, run, call)).appointments;
  } catch (error) {
    // A customer whom Odoo does not know has no appointment in it.
    if (error instanceof ProjectError && error.code === 'customer_not_identified') return [];
    throw error;
  }
}
