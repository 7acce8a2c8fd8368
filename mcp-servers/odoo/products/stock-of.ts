import type { ProductRecord } from './product-record.ts';

/** What is free to promise, or why that is not known. */
export interface Stock {
  /** On hand and not reserved, in the product's unit. */
  free_quantity: number | null;
  available_note?: string;
}

export function stockOf({ type, free_qty, is_storable }: ProductRecord): Stock {
  if (type === 'service') return { free_quantity: null, available_note: 'A service: it has no stock.' };
  if (free_qty === undefined) {
    return { free_quantity: null, available_note: 'Unknown: this Odoo keeps no stock (module stock).' };
  }
  // Until 17 the type itself said so: `product` is stored, `consu` is not counted.
  const counted = is_storable ?? type === 'product';
  return counted
    ? { free_quantity: free_qty }
    : { free_quantity: null, available_note: 'Its stock is not counted in Odoo.' };
}
