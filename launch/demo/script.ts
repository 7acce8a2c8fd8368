/** What the customer of the demo says, and what each answer must be like. */
export interface ScriptedMessage {
  text: string;
  /** A pattern that the reply must fit. */
  expected: RegExp;
  /** What the pattern shows, for the report. */
  shows: string;
}

/** The product that the customer of the demo buys, as the catalogue calls it. */
export interface DemoProduct {
  id: number;
  name: string;
}

export const orderedQuantity = 2;

export function script(product: DemoProduct): ScriptedMessage[] {
  const name = literal(product.name);
  return [
    { text: 'Oi, bom dia!', expected: /\S/, shows: 'a greeting is answered' },
    {
      text: `vocês tem ${misspelled(product.name)}?`,
      expected: new RegExp(name, 'i'),
      shows: 'a misspelled question without accents finds the product',
    },
    {
      text: `quanto custa ${product.name}, e tem em estoque?`,
      expected: new RegExp(`${name}.*\\d+,\\d{2}`, 'is'),
      shows: 'price and stock are told',
    },
    { text: `quero ${orderedQuantity}`, expected: /total.*\d+,\d{2}/is, shows: 'a quotation is shown' },
    { text: 'sim, pode confirmar', expected: /S\d{4,}.*confirmad/is, shows: 'the order number is told' },
    { text: 'cadê meu pedido?', expected: /S\d{4,}/, shows: 'the order is found again' },
    { text: 'qual é o prazo para troca?', expected: /\S/, shows: 'a question about a rule is answered' },
    { text: 'quero falar com um atendente', expected: /atendente/i, shows: 'a human is called' },
  ];
}

/** As a hurried customer types it: lower case, no accents, one letter of the longest word missing. */
export function misspelled(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9 ]+/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
  const longest = words.reduce((left, right) => (right.length > left.length ? right : left), '');
  const middle = Math.floor(longest.length / 2);
  const typed = longest.length > 5 ? longest.slice(0, middle) + longest.slice(middle + 1) : longest;
  return words.map((word) => (word === longest ? typed : word)).join(' ');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
