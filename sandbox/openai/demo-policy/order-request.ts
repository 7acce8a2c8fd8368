import type { ChatRequest } from '../policy.ts';
import { customerText, materialOf, plain, quantityOf } from './words.ts';

interface Product {
  product_id: number;
  name: string;
  sku?: string;
}

interface Item {
  product_id: number | null;
  description: string;
  quantity: number;
}

interface Line extends Product {
  quantity: number;
}

const politeness =
  /\b(quero|i want|queria|vou levar|levo|fico com|me ve|me d[ae]|manda|separa|compr\w+|por favor|unidades?|pecas?|entao|mais|muda|mude|troca|troque|adiciona|acrescenta|inclui|tambem|na verdade|para|pra|por|so|apenas|vez|de|do|da|dele|desse|dessa|deste|desta)\b/g;
const addition = /\b(adiciona|acrescenta|inclui|tambem)\b/;
const ordinals = ['primeir', 'segund', 'terceir', 'quart'];

/** The things a customer wants: parts of a sentence, each with its quantity, matched with what was shown. */
export function orderRequest(request: ChatRequest): { items: Item[] } {
  const material = materialOf(request, 'shown_products');
  const shown = (material?.products ?? []) as Product[];
  const ordered = linesOf(material?.order);
  const text = customerText(request);
  const parts = text
    .split(/ e (?=\d|uma? |dois |duas |três )|, ?/i)
    .map(plain)
    .filter(Boolean);
  const items = parts.flatMap((part) => itemOf(part, shown, ordered) ?? []);
  return { items: addition.test(plain(text)) ? [...ordered.map(kept), ...items] : items };
}

/** Of a quotation that the customer has not said yes to. */
function linesOf(order: unknown): Line[] {
  const { state, lines } = (order ?? {}) as { state?: string; lines?: Line[] };
  return state === 'draft' || state === 'sent' ? (lines ?? []) : [];
}

const kept = ({ product_id, name, quantity }: Line): Item => ({ product_id, description: name, quantity });

function itemOf(part: string, shown: Product[], ordered: Line[]): Item | undefined {
  const words = part.split(' ');
  const quantity = words.map(quantityOf).find((number) => number !== undefined);
  const description = words
    .filter((word) => quantityOf(word) === undefined)
    .join(' ')
    .replace(politeness, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const meant = productMeant(description, shown, ordered);
  if (quantity === undefined && !meant) return undefined;
  if (!meant && !description) return undefined;
  return {
    product_id: meant?.product_id ?? null,
    description: description || (meant?.name ?? ''),
    quantity: quantity ?? 1,
  };
}

/** A bare number is of what is being ordered, or else of the first that was shown. */
function productMeant(description: string, shown: Product[], ordered: Line[]): Product | undefined {
  const ordinal = ordinals.findIndex((stem) => description.includes(stem));
  if (ordinal >= 0) return shown[ordinal];
  return description ? bestMatch(description, [...shown, ...ordered]) : (ordered[0] ?? shown[0]);
}

/** The product that shares the most words with the customer's; plural endings are ignored. */
function bestMatch(description: string, products: Product[]): Product | undefined {
  const stems = description.split(' ').map((word) => word.replace(/(es|s)$/, ''));
  const scored = products.map((product) => {
    const name = plain(`${product.name} ${product.sku ?? ''}`);
    return { product, score: stems.filter((stem) => stem.length > 2 && name.includes(stem)).length };
  });
  const [best] = scored.sort((left, right) => right.score - left.score);
  return best && best.score > 0 ? best.product : undefined;
}
