import { AIMessage, HumanMessage } from '@langchain/core/messages';
import type { Language } from '#config/business-schema.ts';
import { askCustomer, type CustomerQuestion } from '../../shared/ask-customer.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import { describeSlot } from '../slot-words.ts';
import type { AppointmentRequest, SchedulingState, Slot } from '../state.ts';

/** What a client sees of a run that waits for the customer's yes. */
export interface AppointmentConfirmation extends CustomerQuestion {
  kind: 'appointment_confirmation';
  action: AppointmentRequest['action'];
  /** The time to book; null where one is cancelled. */
  slot: Slot | null;
}

/** Asks before anything is booked, moved or cancelled. */
export function confirm({ business }: GraphDependencies) {
  return (state: SchedulingState) => {
    const { request, chosen, turn, notice } = state;
    const action = request?.action ?? 'book';
    const text = questionText(state, business.appointments.subject, languageOf(state, business));
    const message = notice ? `${notice}\n${text}` : text;
    const slot = action === 'cancel' ? null : chosen;
    const question: AppointmentConfirmation = { kind: 'appointment_confirmation', message, action, slot };
    const answer = askCustomer(question, turn);
    return {
      messages: [new AIMessage(message), new HumanMessage(answer.text)],
      ...(answer.turn ? { turn: answer.turn } : {}),
      notice: '',
      detour: false,
    };
  };
}

function questionText(
  { request, chosen, appointment }: SchedulingState,
  subject: string,
  language: Language,
) {
  const to = chosen ? describeSlot(chosen, language) : '';
  const old = appointment ? describeSlot(appointment, language) : '';
  const isEnglish = language === 'en';
  switch (request?.action) {
    case 'cancel':
      if (old)
        return isEnglish
          ? `May I cancel your appointment on ${old}?`
          : `Posso cancelar o seu horário de ${old}?`;
      return isEnglish ? 'May I cancel your appointment?' : 'Posso cancelar o seu horário marcado?';
    case 'move':
      return isEnglish
        ? `May I move your appointment from ${old} to ${to}?`
        : `Posso mudar o seu horário de ${old} para ${to}?`;
    default:
      return isEnglish ? `${subject}: may I book ${to}?` : `${subject}: posso marcar para ${to}?`;
  }
}
