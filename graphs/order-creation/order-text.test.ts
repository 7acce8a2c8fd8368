import { expect, test } from 'vitest';
import type { Order } from '../shared/conversation-state.ts';
import { quotationText } from './order-text.ts';

const order: Order = {
  order_id: 1,
  name: 'S00042',
  state: 'draft',
  lines: [
    {
      product_id: 1,
      name: '[TRE-5] Trena 5 m\nCom trava',
      quantity: 2,
      unit_price: 24.9,
      discount: 0,
      subtotal: 49.8,
    },
    { product_id: 2, name: 'Tinta', quantity: 1.5, unit_price: 1000, discount: 10, subtotal: 1350 },
  ],
  amount_untaxed: 1399.8,
  amount_tax: 0,
  amount_total: 1399.8,
  currency: 'BRL',
};

test('a quotation in Portuguese', () => {
  expect(quotationText(order, 'pt-BR').split('\n')).toEqual([
    'Orçamento S00042:',
    '• 2 × Trena 5 m: R$ 24,90 cada, R$ 49,80',
    '• 1,5 × Tinta: R$ 1.000,00 cada (10% de desconto), R$ 1.350,00',
    '*Total: R$ 1.399,80*',
    'Posso confirmar o pedido?',
  ]);
});

test('in English, with taxes where there are some', () => {
  const taxed = { ...order, amount_tax: 69.99, amount_total: 1469.79 };
  expect(quotationText(taxed, 'en').split('\n')).toEqual([
    'Quotation S00042:',
    '• 2 × Trena 5 m: R$24.90 each, R$49.80',
    '• 1.5 × Tinta: R$1,000.00 each (10% off), R$1,350.00',
    'Subtotal: R$1,399.80',
    'Taxes: R$69.99',
    '*Total: R$1,469.79*',
    'May I confirm the order?',
  ]);
});
