import type { Random } from './random.ts';

/** What a customer says before waiting for an answer: one message, or a burst of short ones. */
export interface Step {
  texts: string[];
  /** What the last answer must be like. */
  expected: RegExp;
}

/** The whole of a conversation, and what must be in Odoo after it. */
export interface Dialogue {
  steps: Step[];
  orders: boolean;
}

export const turnsOfDialogue = 5;

/** What is ordered, one of it: there is enough for every conversation. */
export const product = { name: 'Joelho 90° PVC soldável 25 mm', query: 'tem joelho 90 soldável?' };

const greetings = [['oi'], ['oi', 'bom dia'], ['olá', 'tudo bem?', 'boa tarde']];

/** @param orders whether the customer orders something and confirms it. */
export function dialogueOf(orders: boolean, random: Random): Dialogue {
  const greeting = { texts: random.pick(greetings), expected: /assistente virtual|ajudar/i };
  const rest = orders ? orderSteps : questionSteps;
  return { steps: [greeting, ...rest], orders };
}

const orderSteps: Step[] = [
  { texts: [product.query], expected: /Joelho 90/ },
  { texts: ['quero 1'], expected: /total/i },
  { texts: ['sim, pode confirmar'], expected: /S\d{4,}.*confirmad/is },
  { texts: ['cadê meu pedido?'], expected: /S\d{4,}: confirmado/ },
];

const questionSteps: Step[] = [
  { texts: ['tem trena?'], expected: /Trena/ },
  { texts: ['qual é o prazo para troca?'], expected: /troca/i },
  { texts: ['tem martelo?'], expected: /Martelo/ },
  { texts: ['vocês entregam em casa?'], expected: /entrega/i },
];
