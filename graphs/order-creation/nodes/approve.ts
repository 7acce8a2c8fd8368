import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { interrupt } from '@langchain/langgraph';
import type { Words } from '#config/business-schema.ts';
import { InputError } from '#errors/errors.ts';
import { type CustomerAnswer, customerAnswerSchema, isRepeated } from '../../shared/ask-customer.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import {
  type ApprovalDecision,
  approvalDecisionSchema,
  approvalReason,
  type OrderApproval,
} from '../approval.ts';
import type { OrderCreationState } from '../state.ts';

const words = {
  first: {
    'pt-BR': 'Obrigado! Este pedido passa por uma aprovação da nossa equipe. Aviso você aqui assim que sair.',
    en: 'Thank you! This order needs the approval of our team. I will tell you here as soon as there is one.',
  },
  again: {
    'pt-BR': 'Seu pedido ainda espera a aprovação da nossa equipe. Aviso você aqui assim que sair.',
    en: 'Your order still waits for the approval of our team. I will tell you here as soon as there is one.',
  },
  edited: {
    'pt-BR': 'Nossa equipe ajustou o pedido. Veja como ficou, por favor.',
    en: 'Our team has adjusted the order. Please see how it is now.',
  },
} satisfies Record<string, Words>;

/** Waits for a person to decide about the order. What the customer writes meanwhile is heard, and decides nothing. */
export function approve({ business }: GraphDependencies) {
  return (state: OrderCreationState) => {
    const { order, customer, approval, turn } = state;
    const reason = order && approvalReason(order, business.limits);
    if (!order || !reason) throw new InputError('There is no order that needs an approval.');
    const message = words[approval === 'waiting' ? 'again' : 'first'][languageOf(state, business)];
    const { amount_total: total, currency } = order;
    const answer = waitFor({ kind: 'approval', message, reason, customer, order, total, currency }, turn);
    const told = new AIMessage(message);
    if ('text' in answer) {
      const heard = new HumanMessage(answer.text);
      return {
        approval: 'waiting' as const,
        messages: [told, heard],
        ...(answer.turn ? { turn: answer.turn } : {}),
      };
    }
    return { messages: [told], ...effectOf(answer, words.edited[languageOf(state, business)]) };
  };
}

/** An answer that is neither a decision nor the customer's words, or that was given before, is asked for again. */
function waitFor(approval: OrderApproval, turn: string): ApprovalDecision | CustomerAnswer {
  for (;;) {
    const given = interrupt<OrderApproval, unknown>(approval);
    const decision = approvalDecisionSchema.safeParse(given);
    if (decision.success) return decision.data;
    const answer = customerAnswerSchema.safeParse(given);
    if (answer.success && !isRepeated(answer.data, turn)) return answer.data;
  }
}

function effectOf(decision: ApprovalDecision, edited: string) {
  switch (decision.decision) {
    case 'approve':
      return { approval: 'approved' as const };
    case 'edit':
      return { approval: 'edited' as const, lines: decision.lines, notice: edited };
    case 'reject':
      return { approval: 'rejected' as const, rejection: decision.reason };
  }
}
