import { expect, test } from 'vitest';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { shortage, stockNotice } from './stock-notice.ts';

const line = (product_id: number, name: string, quantity: number) => ({
  product_id,
  name,
  quantity,
  unit_price: 1,
  discount: 0,
  subtotal: quantity,
});
const order = {
  order_id: 1,
  name: 'S00001',
  state: 'draft',
  lines: [line(1, '[SRT-20] Serrote', 2), line(2, 'Trena', 3), line(3, 'Montagem', 1)],
  amount_untaxed: 6,
  amount_tax: 0,
  amount_total: 6,
  currency: 'BRL',
};

test('tells which lines there is too little of, and how much there is', () => {
  const free = new Map([
    [1, 0],
    [2, 1.5],
    [3, null],
  ]);
  expect(shortage(order, free, 'pt-BR')).toBe(
    'Atenção, não há tudo em estoque agora:\n• Serrote: 0 de 2\n• Trena: 1,5 de 3\nO restante depende de reposição.\n',
  );
  expect(shortage(order, free, 'en')).toContain('• Serrote: 0 of 2');
});

test('what was sold more often than it was there is none, not less', () => {
  expect(shortage(order, new Map([[1, -4]]), 'pt-BR')).toContain('Serrote: 0 de 2');
});

test('says nothing where there is enough, or where stock is not kept', () => {
  const free = new Map([
    [1, 2],
    [2, 60],
    [3, null],
  ]);
  expect(shortage(order, free, 'pt-BR')).toBe('');
});

test('asks nobody where the business profile switches the tool off', async () => {
  const dependencies = {
    business: { tools_off: ['odoo_check_availability'] },
  } as unknown as GraphDependencies;
  const run = {} as Parameters<typeof stockNotice>[1];
  expect(await stockNotice(dependencies, run, { order, language: 'pt-BR' })).toBe('');
});
