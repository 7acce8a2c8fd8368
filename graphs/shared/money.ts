/** An amount as a Brazilian customer reads it: `R$ 1.234,50`. */
export function formatMoney(amount: number, currency: string): string {
  return new Intl.NumberFormat('pt-BR', { style: 'currency', currency })
    .format(amount)
    .replaceAll('\u00a0', ' ');
}

/** A quantity without needless decimals: `2`, `1,5`. */
export function formatQuantity(quantity: number): string {
  return new Intl.NumberFormat('pt-BR', { maximumFractionDigits: 3 }).format(quantity);
}
