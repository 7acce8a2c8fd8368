import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { z } from 'zod';
import { askForData } from '../../shared/ask-model.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { languageOf } from '../../shared/language.ts';
import { asMaterial, loadPrompt } from '../../shared/prompts.ts';
import { type OrderCreationState, wantedItemSchema } from '../state.ts';

const orderRequest = z.object({ items: z.array(wantedItemSchema).max(50) });

const words = {
  whichProduct: {
    'pt-BR': () => 'Claro! Qual produto você quer, e quantas unidades?',
    en: () => 'Sure! Which product would you like, and how many?',
  },
  tooManyLines: {
    'pt-BR': (most: number) => `Consigo incluir até ${most} produtos por pedido. Pode dividir, por favor?`,
    en: (most: number) => `I can put up to ${most} products into an order. Could you split it, please?`,
  },
  tooMany: {
    'pt-BR': (most: number) =>
      `Para mais de ${most} unidades de um produto, um atendente precisa ajudar. Quer que eu chame?`,
    en: (most: number) => `For more than ${most} pieces of a product a person must help. Shall I call one?`,
  },
};

/** Takes from the conversation what the customer wants to order, or asks. */
export function gather(dependencies: GraphDependencies) {
  const { business } = dependencies;
  const prompt = loadPrompt(new URL('..', import.meta.url).href, 'gather', business);
  const { max_lines, max_quantity } = business.limits;
  return async (state: OrderCreationState, runtime: NodeRuntime) => {
    const { messages, products, order } = state;
    const language = languageOf(state, business);
    const material = new HumanMessage(asMaterial('shown_products', { products, order }));
    const { items } = await askForData(dependencies, runtime, {
      name: 'order_request',
      system: prompt(state),
      messages: [...messages, material],
      answer: orderRequest,
    });
    const shown = new Set([...products, ...(order?.lines ?? [])].map(({ product_id }) => product_id));
    const wanted = items.map((item) => ({
      ...item,
      // A number that was never shown is an invention of the model.
      product_id: item.product_id !== null && shown.has(item.product_id) ? item.product_id : null,
    }));
    const isTooMany = wanted.some(({ quantity }) => quantity > max_quantity);
    const question =
      askWhen(wanted.length === 0, words.whichProduct[language]()) ??
      askWhen(wanted.length > max_lines, words.tooManyLines[language](max_lines)) ??
      askWhen(isTooMany, words.tooMany[language](max_quantity));
    if (question) return { wanted: [], lines: [], reply: question, messages: [new AIMessage(question)] };
    return { wanted, lines: [], detour: false, approval: 'none' as const };
  };
}

function askWhen(condition: boolean, question: string): string | undefined {
  return condition ? question : undefined;
}
