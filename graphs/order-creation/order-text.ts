import type { Language, Words } from '#config/business-schema.ts';
import type { Order } from '../shared/conversation-state.ts';
import { formatMoney, formatQuantity } from '../shared/money.ts';
import { lineName } from '../shared/order-words.ts';

const words = {
  quotation: { 'pt-BR': 'Orçamento', en: 'Quotation' },
  each: { 'pt-BR': 'cada', en: 'each' },
  off: { 'pt-BR': 'de desconto', en: 'off' },
  subtotal: { 'pt-BR': 'Subtotal', en: 'Subtotal' },
  taxes: { 'pt-BR': 'Impostos', en: 'Taxes' },
  total: { 'pt-BR': 'Total', en: 'Total' },
  question: { 'pt-BR': 'Posso confirmar o pedido?', en: 'May I confirm the order?' },
} satisfies Record<string, Words>;

/** A quotation with the question for confirmation, from Odoo's own figures: no model touches them. */
export function quotationText(order: Order, language: Language): string {
  const { name, lines, amount_untaxed, amount_tax, amount_total, currency } = order;
  const money = (amount: number) => formatMoney(amount, currency, language);
  const rows = lines.map((line) => {
    const discount =
      line.discount > 0 ? ` (${formatQuantity(line.discount, language)}% ${words.off[language]})` : '';
    return (
      `• ${formatQuantity(line.quantity, language)} × ${lineName(line)}: ` +
      `${money(line.unit_price)} ${words.each[language]}${discount}, ${money(line.subtotal)}`
    );
  });
  const tax =
    amount_tax > 0
      ? [
          `${words.subtotal[language]}: ${money(amount_untaxed)}`,
          `${words.taxes[language]}: ${money(amount_tax)}`,
        ]
      : [];
  return [
    `${words.quotation[language]} ${name}:`,
    ...rows,
    ...tax,
    `*${words.total[language]}: ${money(amount_total)}*`,
    words.question[language],
  ].join('\n');
}
