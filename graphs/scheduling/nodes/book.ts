import { AIMessage } from '@langchain/core/messages';
import type { Language, Words } from '#config/business-schema.ts';
import { InputError, ProjectError } from '#errors/errors.ts';
import { callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { knownCustomer } from '../../shared/known-customer.ts';
import { languageOf } from '../../shared/language.ts';
import { stepKey } from '../../shared/step-key.ts';
import { cancelAppointment } from '../cancel-appointment.ts';
import { describeSlot } from '../slot-words.ts';
import { appointmentSchema, crew, type SchedulingState } from '../state.ts';

const taken: Words = {
  'pt-BR': 'Esse horário acabou de ser ocupado.',
  en: 'That time has just been taken.',
};

/** Books the chosen time; to move an appointment the new one is made first and the old one then cancelled. */
export function book(dependencies: GraphDependencies) {
  const { business } = dependencies;
  const { subject, duration_minutes } = business.appointments;
  return async (state: SchedulingState, runtime: NodeRuntime) => {
    const { chosen, request, appointment: old } = state;
    const language = languageOf(state, business);
    if (!chosen) throw new InputError('There is no time to book.');
    const customer = await knownCustomer(dependencies, { crew, state, runtime });
    const run = { crew, state: { customer }, runtime };
    try {
      const appointment = await callTool(dependencies, run, {
        tool: 'odoo_book_appointment',
        arguments: {
          start: chosen.start.utc,
          duration_minutes,
          subject,
          time_zone: business.hours.time_zone,
          idempotency_key: stepKey(state, runtime, ['appointment', chosen.start.utc]),
        },
        output: appointmentSchema,
      });
      const isMove = request?.action === 'move' && old;
      const ofOld = isMove && (await cancelAppointment(dependencies, run, old.appointment_id));
      // Both stand now, and a person must see to the old one.
      const unclear = ofOld === 'unclear' ? { handoffCause: 'appointment_unclear' as const } : {};
      const reply = booked(describeSlot(appointment, language), language);
      return {
        customer,
        appointment,
        appointments: [],
        slots: [],
        reply,
        messages: [new AIMessage(reply)],
        ...unclear,
      };
    } catch (error) {
      if (!(error instanceof ProjectError && error.code === 'slot_not_free')) throw error;
      // Others are offered, of the same day and part of it.
      const again = request && { ...request, choice: null, time: null };
      return { customer, chosen: null, request: again, notice: taken[language] };
    }
  };
}

function booked(when: string, language: Language): string {
  return language === 'en' ? `Booked: *${when}*. See you then!` : `Horário marcado: *${when}*. Até lá!`;
}
