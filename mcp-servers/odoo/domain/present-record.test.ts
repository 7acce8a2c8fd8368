import { describe, expect, test } from 'vitest';
import { presentRecord, withinBudget } from './present-record.ts';

const fields = { name: { type: 'char' }, active: { type: 'boolean' }, partner_id: { type: 'many2one' } };

describe('presentRecord', () => {
  test('false is null, except where it is an answer', () => {
    expect(presentRecord({ id: 1, name: false, active: false, partner_id: false }, fields)).toEqual({
      id: 1,
      name: null,
      active: false,
      partner_id: null,
    });
  });

  test('keeps what is there', () => {
    const record = { id: 1, name: 'Ana', active: true, partner_id: [3, 'Loja'], lines: [1, 2] };
    expect(presentRecord(record, fields)).toEqual(record);
  });

  test('cuts long texts', () => {
    const { name } = presentRecord({ id: 1, name: 'x'.repeat(5_000) }, fields);
    expect(name).toBe(`${'x'.repeat(2_000)}…`);
  });
});

describe('withinBudget', () => {
  const record = { text: 'x'.repeat(89) };

  test('keeps what fits', () => {
    expect(JSON.stringify(record)).toHaveLength(100);
    const records = Array.from({ length: 5 }, () => record);
    expect(withinBudget(records, 500)).toHaveLength(5);
    expect(withinBudget(records, 499)).toHaveLength(4);
    expect(withinBudget(records, 250)).toHaveLength(2);
  });

  test('keeps one at least, so that pages go on', () => {
    expect(withinBudget([record, record], 10)).toEqual([record]);
    expect(withinBudget([], 10)).toEqual([]);
  });
});
