import { AIMessage } from '@langchain/core/messages';
import type { Words } from '#config/business-schema.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import type { SchedulingState } from '../state.ts';

const unchanged: Words = {
  'pt-BR': 'Tudo bem, deixei como estava. Posso ajudar com mais alguma coisa?',
  en: 'All right, I have left it as it was. Can I help with anything else?',
};

/** The customer said no: nothing is booked, moved or cancelled. */
export function keep({ business }: GraphDependencies) {
  return (state: SchedulingState) => {
    const reply = unchanged[languageOf(state, business)];
    return { chosen: null, slots: [], reply, messages: [new AIMessage(reply)] };
  };
}
