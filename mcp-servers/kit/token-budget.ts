/** JSON in English or Portuguese has three to four characters for each token of a language model. */
export const charactersPerToken = 3;

/** About how many tokens a value has when a model reads it as JSON; rather too many than too few. */
export function tokensOf(value: unknown): number {
  return Math.ceil((JSON.stringify(value) ?? '').length / charactersPerToken);
}

/**
 * The first items that fit into `tokens`, commas included. One at least, so that whoever pages through a list
 * gets on.
 */
export function firstWithin<Item>(items: readonly Item[], tokens: number): Item[] {
  let characters = 0;
  const end = items.findIndex((item, index) => {
    characters += (JSON.stringify(item) ?? '').length + 1;
    return index > 0 && characters > tokens * charactersPerToken;
  });
  return end === -1 ? [...items] : items.slice(0, end);
}

/** The last items that fit, in their order; likewise one at least. */
export function lastWithin<Item>(items: readonly Item[], tokens: number): Item[] {
  return firstWithin(items.toReversed(), tokens).reverse();
}
