import { describe, expect, test } from 'vitest';
import { tokensOf } from '../../kit/token-budget.ts';
import { fitOrder } from './fit-order.ts';
import { type Order, orderSchema } from './order-schema.ts';

const line = { product_id: 1, name: 'x'.repeat(60), quantity: 1, unit_price: 10, discount: 0, subtotal: 10 };
const orderOf = (count: number): Order => ({
  order_id: 1,
  name: 'S00001',
  state: 'draft',
  date_order: { utc: '2025-01-31T17:00:00Z', local: '2025-01-31T14:00:00-03:00' },
  delivery_status: null,
  invoice_status: 'no',
  partner_id: 7,
  partner_name: 'Ana',
  lines: Array(count).fill(line),
  amount_untaxed: 10 * count,
  amount_tax: 0,
  amount_total: 10 * count,
  currency: 'BRL',
});

describe('fitOrder', () => {
  test('leaves a usual order as it is', () => {
    const order = orderOf(5);
    expect(fitOrder(order, 4_000)).toBe(order);
  });

  test('cuts the lines of a long one, says so, and keeps its total', () => {
    const cut = fitOrder({ ...orderOf(200), created: true }, 4_000);
    expect(tokensOf(cut)).toBeLessThanOrEqual(4_010);
    expect(cut.lines.length + (cut.lines_omitted ?? 0)).toBe(200);
    expect(cut).toMatchObject({ amount_total: 2_000, created: true });
    expect(orderSchema.safeParse(cut).success).toBe(true);
  });

  test('shows one line at least', () => {
    expect(fitOrder(orderOf(3), 1)).toMatchObject({ lines: [line], lines_omitted: 2 });
  });
});
