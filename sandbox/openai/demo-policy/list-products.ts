import { money } from './words.ts';

interface Product {
  name: string;
  price: number | null;
  currency: string;
  free_quantity: number | null;
}

const words = {
  'pt-BR': {
    none: (query: unknown) =>
      `Não encontrei "${query}" no nosso catálogo. Pode me dizer outro nome, a marca ou o código do produto?`,
    found: 'Encontrei:',
    noPrice: 'preço sob consulta',
    inStock: (quantity: number) => `${quantity} em estoque`,
    soldOut: 'sem estoque no momento',
    question: 'Quantas unidades você quer?',
  },
  en: {
    none: (query: unknown) =>
      `I did not find "${query}" in our catalogue. Could you give me another name, the brand or the code?`,
    found: 'I found:',
    noPrice: 'price on request',
    inStock: (quantity: number) => `${quantity} in stock`,
    soldOut: 'out of stock at the moment',
    question: 'How many would you like?',
  },
};

/** The answer to a search, from its results alone. */
export function listProducts(
  { query, products }: { query?: unknown; products?: unknown },
  language: keyof typeof words,
): string {
  const list = (products ?? []) as Product[];
  const { none, found, noPrice, inStock, soldOut, question } = words[language];
  if (list.length === 0) return none(query);
  const rows = list.map(({ name, price, currency, free_quantity: free }, index) => {
    const cost = price === null ? noPrice : money(price, currency, language);
    const stock = free === null ? '' : ` (${free > 0 ? inStock(free) : soldOut})`;
    return `${index + 1}. *${name}*: ${cost}${stock}`;
  });
  return [found, ...rows, question].join('\n');
}
