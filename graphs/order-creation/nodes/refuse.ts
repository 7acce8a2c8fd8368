import { AIMessage } from '@langchain/core/messages';
import type { Words } from '#config/business-schema.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import type { OrderCreationState } from '../state.ts';
import { withdraw } from '../withdraw.ts';

const refused: Words = {
  'pt-BR':
    'Infelizmente não conseguimos atender este pedido como está, e ele foi cancelado. Se quiser, um atendente explica ' +
    'e vê outra forma com você: é só dizer "quero falar com um atendente".',
  en:
    'Unfortunately we cannot take this order as it is, and it was cancelled. If you like, a person will explain and ' +
    'find another way with you: just say "I want to talk to a person".',
};

/** Withdraws the quotation that a person has rejected. Why is the company's own affair. */
export function refuse(dependencies: GraphDependencies) {
  return async (state: OrderCreationState, runtime: NodeRuntime) => {
    if (state.order) await withdraw(dependencies, { state, runtime }, state.order.order_id);
    const reply = refused[languageOf(state, dependencies.business)];
    return { order: null, wanted: [], lines: [], reply, messages: [new AIMessage(reply)] };
  };
}
