import type { ChatRequest } from '../policy.ts';
import { customerText, materialOf, plain, quantityOf } from './words.ts';

interface Shown {
  product_id: number;
  name: string;
  sku: string;
}

interface Item {
  product_id: number | null;
  description: string;
  quantity: number;
}

const politeness =
  /\b(quero|i want|queria|vou levar|levo|fico com|me ve|manda|separa|compr\w+|por favor|unidades?|pecas?|entao|mais|muda|mude|troca|troque|para|pra|so|apenas|vez|de|do|da|dele|desse|dessa|deste|desta)\b/g;
const ordinals = ['primeir', 'segund', 'terceir', 'quart'];

/** The things a customer wants: parts of a sentence, each with its quantity, matched with what was shown. */
export function orderRequest(request: ChatRequest): { items: Item[] } {
  const products = (materialOf(request, 'shown_products')?.products ?? []) as Shown[];
  const parts = plain(customerText(request))
    .split(/ e (?=\d|um |uma |dois |duas |tres )|, ?/)
    .filter(Boolean);
  return { items: parts.flatMap((part) => itemOf(part, products) ?? []) };
}

function itemOf(part: string, products: Shown[]): Item | undefined {
  const words = part.split(' ');
  const quantity = words.map(quantityOf).find((number) => number !== undefined);
  const description = words
    .filter((word) => quantityOf(word) === undefined)
    .join(' ')
    .replace(politeness, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const ordinal = ordinals.findIndex((stem) => description.includes(stem));
  const meant =
    ordinal >= 0 ? products[ordinal] : description ? bestMatch(description, products) : products[0];
  if (quantity === undefined && !meant) return undefined;
  if (!meant && !description) return undefined;
  return {
    product_id: meant?.product_id ?? null,
    description: description || (meant?.name ?? ''),
    quantity: quantity ?? 1,
  };
}

/** The shown product that shares the most words with the customer's; plural endings are ignored. */
function bestMatch(description: string, products: Shown[]): Shown | undefined {
  const stems = description.split(' ').map((word) => word.replace(/(es|s)$/, ''));
  const scored = products.map((product) => {
    const name = plain(`${product.name} ${product.sku}`);
    return { product, score: stems.filter((stem) => stem.length > 2 && name.includes(stem)).length };
  });
  const [best] = scored.sort((left, right) => right.score - left.score);
  return best && best.score > 0 ? best.product : undefined;
}
