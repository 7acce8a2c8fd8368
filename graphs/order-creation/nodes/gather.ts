import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { z } from 'zod';
import { askForData } from '../../shared/ask-model.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { asMaterial, loadPrompt } from '../../shared/prompts.ts';
import { type OrderCreationState, wantedItemSchema } from '../state.ts';

const orderRequest = z.object({ items: z.array(wantedItemSchema).max(50) });

const whichProduct = 'Claro! Qual produto você quer, e quantas unidades?';

/** Takes from the conversation what the customer wants to order, or asks. */
export function gather({ model, business }: GraphDependencies) {
  const system = loadPrompt(new URL('..', import.meta.url).href, 'gather', business);
  const { max_lines, max_quantity } = business.limits;
  return async ({ messages, products, order }: OrderCreationState, { signal }: NodeRuntime) => {
    const material = new HumanMessage(asMaterial('shown_products', { products, order }));
    const { items } = await askForData(model, {
      name: 'order_request',
      system,
      messages: [...messages, material],
      answer: orderRequest,
      signal,
    });
    const shown = new Set(products.map(({ product_id }) => product_id));
    const wanted = items.map((item) => ({
      ...item,
      // A number that was never shown is an invention of the model.
      product_id: item.product_id !== null && shown.has(item.product_id) ? item.product_id : null,
    }));
    const question =
      askWhen(wanted.length === 0, whichProduct) ??
      askWhen(
        wanted.length > max_lines,
        `Consigo incluir até ${max_lines} produtos por pedido. Pode dividir, por favor?`,
      ) ??
      askWhen(
        wanted.some(({ quantity }) => quantity > max_quantity),
        `Para mais de ${max_quantity} unidades de um produto, um atendente precisa ajudar. Quer que eu chame?`,
      );
    if (question) return { wanted: [], lines: [], reply: question, messages: [new AIMessage(question)] };
    return { wanted, lines: [], detour: false };
  };
}

function askWhen(condition: boolean, question: string): string | undefined {
  return condition ? question : undefined;
}
