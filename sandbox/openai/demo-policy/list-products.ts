import { money } from './words.ts';

interface Product {
  name: string;
  price: number | null;
  currency: string;
  free_quantity: number | null;
}

/** The answer to a search, from its results alone. */
export function listProducts({ query, products }: { query?: unknown; products?: unknown }): string {
  const list = (products ?? []) as Product[];
  if (list.length === 0) {
    return `Não encontrei "${query}" no nosso catálogo. Pode me dizer outro nome, a marca ou o código do produto?`;
  }
  const rows = list.map(
    ({ name, price, currency, free_quantity }, index) =>
      `${index + 1}. *${name}*: ${price === null ? 'preço sob consulta' : money(price, currency)}${stock(free_quantity)}`,
  );
  return ['Encontrei:', ...rows, 'Quantas unidades você quer?'].join('\n');
}

function stock(quantity: number | null): string {
  if (quantity === null) return '';
  return quantity > 0 ? ` (${quantity} em estoque)` : ' (sem estoque no momento)';
}
