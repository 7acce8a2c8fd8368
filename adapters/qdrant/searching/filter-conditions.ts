import { categoryKey } from '../indexing/document-points.ts';
import type { SearchFilter } from '../port.ts';
import type { Condition } from '../tenant-filter.ts';

/** The conditions of a filter in Qdrant's words; none for an empty filter. */
export function conditionsOf(filter: SearchFilter = {}): Condition[] {
  const { minPrice, maxPrice, category, brand, inStock } = filter;
  const conditions: Condition[] = [];
  if (minPrice !== undefined || maxPrice !== undefined) {
    const range = {
      ...(minPrice === undefined ? {} : { gte: minPrice }),
      ...(maxPrice === undefined ? {} : { lte: maxPrice }),
    };
    conditions.push({ key: 'price', range });
  }
  if (category !== undefined)
    conditions.push({ key: 'category_keys', match: { value: categoryKey(category) } });
  if (brand !== undefined) conditions.push({ key: 'brand_key', match: { value: categoryKey(brand) } });
  if (inStock !== undefined) conditions.push(stockCondition(inStock));
  return conditions;
}

/** A product whose stock nobody told is not taken for one that is out of stock. */
function stockCondition(inStock: boolean): Condition {
  const outOfStock = { key: 'in_stock', match: { value: false } };
  return inStock ? { must_not: [outOfStock] } : outOfStock;
}
