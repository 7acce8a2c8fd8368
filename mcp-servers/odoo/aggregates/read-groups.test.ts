import { expect, test, vi } from 'vitest';
import type { Odoo } from '#adapters/odoo/port.ts';
import { type GroupQuery, readGroups } from './read-groups.ts';

const query: GroupQuery = {
  model: 'sale.order',
  domain: [['state', '=', 'sale']],
  groups: [
    { spec: 'date_order:month', period: 'month' },
    { spec: 'partner_id', period: undefined },
  ],
  aggregates: [{ spec: 'amount_total:sum', field: 'amount_total', reducer: 'sum' }],
  order: [{ spec: 'amount_total:sum', direction: 'desc' }],
  limit: 3,
  offset: 6,
  timeZone: 'America/Sao_Paulo',
};

const odooOf = (series: number, answer: unknown) => {
  const call = vi.fn<Odoo['call']>(async () => answer);
  return { call, version: async () => ({ series, text: `${series}.0`, api: 'xmlrpc' as const }) };
};

const groups = [
  {
    'date_order:month': { from: '2025-01-01', label: 'janeiro 2025' },
    partner_id: [7, 'Ana'],
    count: 2,
    'amount_total:sum': 90,
  },
  { 'date_order:month': null, partner_id: null, count: 1, 'amount_total:sum': null },
];

test('19 answers with formatted_read_group', async () => {
  const odoo = odooOf(19, [
    {
      'date_order:month': ['2025-01-01 03:00:00', 'janeiro 2025'],
      partner_id: [7, 'Ana'],
      __count: 2,
      'amount_total:sum': 90,
      __extra_domain: [],
    },
    { 'date_order:month': false, partner_id: false, __count: 1, 'amount_total:sum': false },
  ]);
  expect(await readGroups(odoo, query, {})).toEqual(groups);
  expect(odoo.call.mock.calls[0]?.slice(0, 2)).toEqual(['sale.order', 'formatted_read_group']);
  expect(odoo.call.mock.calls[0]?.[2].arguments).toEqual({
    domain: query.domain,
    groupby: ['date_order:month', 'partner_id'],
    aggregates: ['__count', 'amount_total:sum'],
    order: 'amount_total:sum desc',
    limit: 3,
    offset: 6,
  });
});

const row = { 'date_order:month': 'janeiro 2025', partner_id: [7, 'Ana'], __count: 2, aggregate_0: 90 };
const empty = { 'date_order:month': false, partner_id: false, __count: 1, aggregate_0: false };
const bounds = ['&', ['date_order', '>=', '2025-01-01 03:00:00'], ['date_order', '<', '2025-02-01 03:00:00']];

test.each([
  ['ranges', { __range: { 'date_order:month': { from: '2025-01-01 03:00:00', to: '' } } }],
  ['the domain only', { __domain: bounds }],
])('before, read_group tells a period by %s', async (_name, period) => {
  const odoo = odooOf(17, [{ ...row, ...period }, empty]);
  expect(await readGroups(odoo, query, {})).toEqual(groups);
  expect(odoo.call.mock.calls[0]?.[1]).toBe('read_group');
  expect(odoo.call.mock.calls[0]?.[2].arguments).toMatchObject({
    fields: ['aggregate_0:sum(amount_total)'],
    orderby: 'aggregate_0 desc',
    lazy: false,
  });
});

test('without an order none is asked for', async () => {
  const odoo = odooOf(19, []);
  expect(await readGroups(odoo, { ...query, order: [] }, {})).toEqual([]);
  expect(odoo.call.mock.calls[0]?.[2].arguments).not.toHaveProperty('order');
});
