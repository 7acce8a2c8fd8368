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
    // Another time it is looked for anew: a no may have meant that it was the wrong one.
    return { chosen: null, slots: [], appointment: null, reply, messages: [new AIMessage(reply)] };
  };
}
