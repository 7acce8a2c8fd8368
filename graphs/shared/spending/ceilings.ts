import type { BusinessProfile } from '#config/business-schema.ts';
import type { SpendPeriod, Spent } from './spend-ledger.ts';

/** The period whose ceiling is reached, the shortest first; undefined while there is room in all of them. */
export function reachedCeiling(
  spent: Record<SpendPeriod, Spent>,
  ceilings: BusinessProfile['spend'],
): SpendPeriod | undefined {
  const periods: SpendPeriod[] = ['conversation', 'day', 'month'];
  return periods.find((period) => {
    const { tokens = Number.POSITIVE_INFINITY, money = Number.POSITIVE_INFINITY } = ceilings[period];
    return spent[period].tokens >= tokens || spent[period].money >= money;
  });
}
