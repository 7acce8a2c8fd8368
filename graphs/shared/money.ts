import type { Language } from '#config/business-schema.ts';

/** An amount as the customer reads it: `R$ 1.234,50`, in English `R$1,234.50`. */
export function formatMoney(amount: number, currency: string, language: Language = 'pt-BR'): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency })
    .format(amount)
    .replaceAll('\u00a0', ' ');
}

/** A quantity without needless decimals: `2`, `1,5`. */
export function formatQuantity(quantity: number, language: Language = 'pt-BR'): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(quantity);
}
