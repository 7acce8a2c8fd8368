import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { InputError } from '#errors/errors.ts';
import { askCustomer, type CustomerQuestion } from '../../shared/ask-customer.ts';
import type { Order } from '../../shared/conversation-state.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import { quotationText } from '../order-text.ts';
import type { OrderCreationState } from '../state.ts';

/** What a client sees of a run that waits for the customer's yes. */
export interface OrderConfirmation extends CustomerQuestion {
  kind: 'order_confirmation';
  order: Order;
}

/** Shows the quotation and waits for the customer. */
export function confirm({ business }: GraphDependencies) {
  return (state: OrderCreationState) => {
    const { order, notice, turn } = state;
    if (!order) throw new InputError('There is no quotation to confirm.');
    const text = quotationText(order, languageOf(state, business));
    const message = notice ? `${notice}\n${text}` : text;
    const question: OrderConfirmation = { kind: 'order_confirmation', message, order };
    const answer = askCustomer(question, turn);
    return {
      messages: [new AIMessage(message), new HumanMessage(answer.text)],
      ...(answer.turn ? { turn: answer.turn } : {}),
      asked: true,
      detour: false,
      failure: null,
      notice: '',
    };
  };
}
