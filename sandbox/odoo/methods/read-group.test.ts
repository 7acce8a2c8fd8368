import { describe, expect, it } from 'vitest';
import { callMethod } from '../orm/call-method.ts';
import type { Values } from '../orm/value.ts';
import { createTestEnvironment } from '../testing/test-environment.ts';

const environment = createTestEnvironment();
const call = (method: string, named: Values) =>
  callMethod(environment, 'sale.order', method, [], { domain: [], ...named }) as Values[];

describe('read_group', () => {
  it('groups by the first of several unless told otherwise', () => {
    const named = { fields: ['amount_total'], groupby: ['state', 'partner_id'] };
    const [lazy] = call('read_group', named);
    expect(lazy).toMatchObject({ state: 'cancel', state_count: 1, __context: { group_by: ['partner_id'] } });
    const [eager] = call('read_group', { ...named, lazy: false });
    expect(eager).toEqual({
      state: 'cancel',
      partner_id: [expect.any(Number), 'Diego Ferreira'],
      __count: 1,
      amount_total: 660.45,
      __domain: ['&', ['state', '=', 'cancel'], ['partner_id', '=', expect.any(Number)]],
    });
  });

  it('names periods, renames sums, and leaves out what cannot be summed', () => {
    const fields = ['total:sum(amount_total)', 'amount_total:max', 'name'];
    const [first] = call('read_group', { fields, groupby: 'date_order:year' });
    expect(first).toMatchObject({ 'date_order:year': '2026', date_order_count: 10 });
    expect(first).toHaveProperty('total');
    expect(first).toHaveProperty('amount_total');
    expect(first).not.toHaveProperty('name');
  });

  it.each([
    [14, undefined],
    [15, { 'date_order:year': { from: '2026-01-01 00:00:00', to: '2027-01-01 00:00:00' } }],
  ])('tells the bounds of periods from 15 on, here %i', (version, range) => {
    const older = createTestEnvironment({}, version);
    const named = { domain: [], fields: [], groupby: ['date_order:year'], lazy: false };
    const [first] = callMethod(older, 'sale.order', 'read_group', [], named) as Values[];
    expect(first?.__range).toEqual(range);
    expect(first?.__domain).toContainEqual(['date_order', '>=', '2026-01-01 00:00:00']);
  });

  it('keeps the given domain, pages and orders', () => {
    const domain = [['state', '!=', 'cancel']];
    const named = {
      domain,
      fields: ['amount_total:sum'],
      groupby: ['state'],
      orderby: 'amount_total desc',
      limit: 1,
    };
    expect(call('read_group', named)).toEqual([
      {
        state: 'sale',
        state_count: 7,
        amount_total: expect.any(Number),
        __domain: ['&', ['state', '=', 'sale'], ['state', '!=', 'cancel']],
      },
    ]);
    expect(call('read_group', { ...named, offset: 1 })).toMatchObject([{ state: 'draft' }]);
  });
});

describe('formatted_read_group', () => {
  it('groups by several things, with a domain for each group', () => {
    const [group] = call('formatted_read_group', {
      groupby: ['state', 'locked', 'company_id'],
      aggregates: ['__count'],
    });
    expect(group).toEqual({
      state: 'cancel',
      locked: false,
      company_id: [1, 'Casa & Obra'],
      __extra_domain: ['&', '&', ['state', '=', 'cancel'], ['locked', '=', false], ['company_id', '=', 1]],
      __count: 1,
    });
  });

  it('sifts groups and pages through them', () => {
    const named = { groupby: ['state'], aggregates: ['__count'] };
    expect(call('formatted_read_group', { ...named, having: [['__count', '>=', 2]] })).toHaveLength(2);
    expect(call('formatted_read_group', { ...named, offset: 1, limit: 1 })).toMatchObject([
      { state: 'draft' },
    ]);
    expect(() => call('formatted_read_group', { ...named, having: ['|'] })).toThrow('having');
  });
});
