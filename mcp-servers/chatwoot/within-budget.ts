/** A little less than what a token of Portuguese holds on average, so that the budget is kept. */
const charactersPerToken = 3.5;

/** What an answer may hold where nothing else is set. */
export const defaultAnswerTokens = 4_000;

/** The first items whose JSON fits into a budget of tokens; one at least. */
export function withinBudget<Item>(items: readonly Item[], tokens: number): Item[] {
  let left = tokens * charactersPerToken;
  const end = items.findIndex((item, index) => {
    left -= JSON.stringify(item).length + 1;
    return left < 0 && index > 0;
  });
  return end === -1 ? [...items] : items.slice(0, end);
}

/** The same from the end: the last items that fit, in their order. */
export function lastWithinBudget<Item>(items: readonly Item[], tokens: number): Item[] {
  return withinBudget(items.toReversed(), tokens).reverse();
}
