import { expect, test } from 'vitest';
import { describeInvoices, describeOrders } from './describe-orders.ts';

test('orders are told with what has become of them', () => {
  const order = { name: 'S00007', amount_total: 12.5, currency: 'BRL' };
  expect(
    describeOrders([
      { ...order, state: 'sale', delivery_status: 'full' },
      { ...order, name: 'S00006', state: 'cancel', delivery_status: null },
    ]),
  ).toBe(
    'Seus pedidos mais recentes:\n• S00007: confirmado, entregue, R$ 12,50\n• S00006: cancelado, R$ 12,50',
  );
  expect(describeOrders([])).toMatch(/^Não encontrei pedidos/);
});

test('invoices are told with what is due, and until when', () => {
  const invoice = { name: 'INV/7', amount_total: 12.5, currency: 'BRL', due_date: '2026-11-30' };
  expect(
    describeInvoices([
      { ...invoice, payment_state: 'not_paid' },
      { ...invoice, name: 'INV/6', payment_state: 'paid' },
    ]),
  ).toBe(
    'Suas notas fiscais mais recentes:\n• INV/7: R$ 12,50, em aberto, vence em 30/11/2026\n• INV/6: R$ 12,50, paga',
  );
  expect(describeInvoices([])).toMatch(/^Não encontrei notas/);
});
