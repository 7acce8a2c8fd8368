import { describe, expect, test } from 'vitest';
import { defaultFields } from './default-fields.ts';

const fieldsNamed = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { type: 'char' }]));

describe('defaultFields', () => {
  test('takes what tells most, in a fixed order', () => {
    expect(defaultFields(fieldsNamed('write_date', 'state', 'name', 'image_1920', 'partner_id'))).toEqual([
      'name',
      'state',
      'partner_id',
    ]);
  });

  test('takes a dozen at most', () => {
    const many = fieldsNamed(
      ...['display_name', 'name', 'default_code', 'barcode', 'state', 'partner_id', 'product_id', 'email'],
      ...['phone', 'vat', 'city', 'date', 'date_order', 'start', 'stop'],
    );
    expect(defaultFields(many)).toHaveLength(12);
  });

  test('a model with none of them still has an id', () => {
    expect(defaultFields(fieldsNamed('x_one', 'x_two'))).toEqual(['id']);
  });
});
