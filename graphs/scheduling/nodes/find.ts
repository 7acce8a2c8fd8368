import { AIMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { Words } from '#config/business-schema.ts';
import { callTool, type NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import { dateOf, describeSlot, timeOf } from '../slot-words.ts';
import { type AppointmentRequest, crew, type SchedulingState, type Slot, slotSchema } from '../state.ts';

const found = z.object({ slots: z.array(slotSchema) });
const offeredAtMost = 4;

const words = {
  offer: { 'pt-BR': 'Horários livres:', en: 'Free times:' },
  question: { 'pt-BR': 'Qual deles você prefere?', en: 'Which of them do you prefer?' },
  none: {
    'pt-BR': 'Não encontrei horários livres nesses dias. Quer que eu veja outro dia?',
    en: 'I found no free times on those days. Shall I look at another day?',
  },
} satisfies Record<string, Words>;

/** Looks for free times and offers a few. One that the customer has named, and that is free, is chosen. */
export function find(dependencies: GraphDependencies) {
  const { business } = dependencies;
  const { duration_minutes, days_ahead } = business.appointments;
  return async (state: SchedulingState, runtime: NodeRuntime) => {
    const { request, notice } = state;
    const language = languageOf(state, business);
    const { slots } = await callTool(
      dependencies,
      { crew, state, runtime },
      {
        tool: 'odoo_find_free_slots',
        arguments: {
          ...(request?.date ? { from: request.date, days: 7 } : { days: days_ahead }),
          duration_minutes,
          time_zone: business.hours.time_zone,
          limit: 30,
        },
        output: found,
      },
    );
    const named = slots.find((slot) => isNamed(slot, request));
    if (named) return { slots: [named], chosen: named };
    const offered = slots.filter((slot) => isWished(slot, request)).slice(0, offeredAtMost);
    const rows = offered.map((slot, index) => `${index + 1}. ${describeSlot(slot, language)}`);
    const text =
      rows.length > 0
        ? [words.offer[language], ...rows, words.question[language]].join('\n')
        : words.none[language];
    const reply = notice ? `${notice}\n${text}` : text;
    return {
      slots: offered,
      notice: '',
      unanswered: rows.length === 0,
      reply,
      messages: [new AIMessage(reply)],
    };
  };
}

function isNamed({ start }: Slot, request: AppointmentRequest | null): boolean {
  return request?.date === dateOf(start) && request.time === timeOf(start);
}

function isWished({ start }: Slot, request: AppointmentRequest | null): boolean {
  const part = request?.part_of_day ?? 'any';
  return part === 'any' || (part === 'morning') === timeOf(start) < '12:00';
}
