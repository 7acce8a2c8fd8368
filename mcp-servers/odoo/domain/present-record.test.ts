import { describe, expect, test } from 'vitest';
import { presentRecord } from './present-record.ts';

const fields = {
  name: { type: 'char' },
  active: { type: 'boolean' },
  partner_id: { type: 'many2one' },
  comment: { type: 'html' },
  image: { type: 'binary' },
  date_order: { type: 'datetime' },
  line_ids: { type: 'one2many' },
};
const view = { model: 'sale.order', fields };

describe('presentRecord', () => {
  test('false is null, except where it is an answer', () => {
    const record = { id: 1, name: false, active: false, partner_id: false, comment: false, image: false };
    expect(presentRecord(record, view)).toEqual({
      id: 1,
      name: null,
      active: false,
      partner_id: null,
      comment: null,
      image: null,
    });
  });

  test('keeps what is there', () => {
    const record = { id: 1, name: 'Ana', active: true, partner_id: [3, 'Loja'], line_ids: [1, 2] };
    expect(presentRecord(record, view)).toEqual(record);
  });

  test('cuts long texts and lists', () => {
    const ids = Array.from({ length: 60 }, (_, index) => index + 1);
    const shown = presentRecord({ id: 1, name: 'x'.repeat(5_000), line_ids: ids }, view);
    expect(shown.name).toBe(`${'x'.repeat(2_000)}…`);
    expect(shown.line_ids).toEqual({ count: 60, first: ids.slice(0, 50) });
  });

  test('HTML is text', () => {
    const shown = presentRecord({ id: 1, comment: '<p>Olá<br/>a todos</p>', name: '<b>' }, view);
    expect(shown).toMatchObject({ comment: 'Olá\na todos', name: '<b>' });
  });

  test('a file is the address of its resource', () => {
    expect(presentRecord({ id: 7, image: '12.50 Kb' }, view).image).toEqual({
      uri: 'odoo://files/sale.order/7/image',
      name: 'sale.order-7-image',
      mime_type: null,
      size: 12_800,
    });
  });

  test('a time is as Odoo stores it or, where a clock was chosen, by both clocks', () => {
    const record = { id: 1, date_order: '2025-01-31 17:00:00' };
    expect(presentRecord(record, view)).toEqual(record);
    expect(presentRecord(record, { ...view, timeZone: 'America/Sao_Paulo' }).date_order).toEqual({
      utc: '2025-01-31T17:00:00Z',
      local: '2025-01-31T14:00:00-03:00',
    });
  });
});
