import type { ChatPolicy } from '../policy.ts';
import { appointmentDecision, appointmentRequest } from './appointment.ts';
import { listProducts } from './list-products.ts';
import { orderDecision } from './order-decision.ts';
import { orderRequest } from './order-request.ts';
import { searchQuery } from './search-query.ts';
import { triage } from './triage.ts';
import { useTools } from './use-tools.ts';
import { customerText, isEnglish, isHesitation, materialOf, plain } from './words.ts';

const questions: Record<string, (request: Parameters<ChatPolicy>[0]) => unknown> = {
  triage,
  search_query: searchQuery,
  order_request: orderRequest,
  order_decision: orderDecision,
  appointment_request: appointmentRequest,
  appointment_decision: appointmentDecision,
};

const greetings = {
  'pt-BR':
    'Olá! Sou o assistente virtual da loja. Posso procurar produtos, fazer pedidos e responder sobre entregas e ' +
    'trocas. Como posso ajudar?',
  en:
    'Hello! I am the virtual assistant of the shop. I can look up products, take orders and answer questions about ' +
    'delivery and returns. How can I help?',
};
const thanks = {
  'pt-BR': 'Por nada! Posso ajudar com mais alguma coisa?',
  en: 'You are welcome! Can I help with anything else?',
};

/**
 * The mind of the demo model: word lists in place of a language model, so that the whole system can be shown
 * and tested without a key. It knows the questions that the crews ask and no others.
 */
export const demoPolicy: ChatPolicy = (request) => {
  if (typeof request.toolChoice === 'object') {
    const { name } = request.toolChoice;
    return { toolCalls: [{ name, arguments: questions[name]?.(request) ?? {} }] };
  }
  if (request.tools.length > 0) return useTools(request);
  const results = materialOf(request, 'search_results');
  const text = customerText(request);
  const language = isEnglish(text) ? 'en' : 'pt-BR';
  if (results) return { content: listProducts(results, language) };
  if (isHesitation(text)) return { content: 'Sem pressa! É só escrever quando decidir.' };
  const isThanks = /^(muito )?(obrigad\w*|valeu|thanks|thank you)\b/.test(plain(text));
  return { content: (isThanks ? thanks : greetings)[language] };
};
