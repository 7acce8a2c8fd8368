import { describe, expect, it } from 'vitest';
import { createRecord } from '../orm/create-record.ts';
import { search } from '../orm/search.ts';
import { createTestEnvironment } from '../testing/test-environment.ts';

const environment = createTestEnvironment();
const create = (values: Record<string, string | number | boolean>) =>
  createRecord(environment, 'res.partner', { name: 'Alguém', ...values });
const found = (operator: string, number: string) =>
  search(environment, 'res.partner', [['phone_mobile_search', operator, number]]).map((each) =>
    each.text('name'),
  );

describe('a phone number', () => {
  it.each([
    ['+55 11 99999-0000', '+5511999990000'],
    ['(21) 98765-9999', '+5521987659999'],
    ['041 99912 3456', '+5541999123456'],
    ['+1 415 555 2671', '+14155552671'],
    ['+55 11 9876-5432', '+5511998765432'],
    ['011 3456-7890', '+551134567890'],
    ['ramal 12', false],
    ['0800', false],
    ['', false],
  ])('%s is sanitized to %s', (phone, sanitized) => {
    expect(create({ phone }).value('phone_sanitized')).toBe(sanitized);
  });

  it('is found however it was written', () => {
    expect(found('ilike', '11 98765 4321')).toEqual(['Ana Souza']);
    expect(found('ilike', '(11) 98765-4321')).toEqual(['Ana Souza']);
    expect(found('=', '+55 (21) 98765-1234')).toEqual([]);
    expect(found('=', '(21) 98765 1234')).toEqual(['Carla Mendes']);
  });

  it('is not searched for by two digits', () => {
    expect(() => found('ilike', '11')).toThrow('pelo menos 3 caracteres');
  });
});

describe('a name', () => {
  it('of a contact begins with its company', () => {
    const company = create({ name: 'Obras Ltda', is_company: true });
    const contact = create({ name: 'Davi', parent_id: company.id });
    expect(contact.displayName()).toBe('Obras Ltda, Davi');
    expect(contact.one('commercial_partner_id')?.id).toBe(company.id);
    expect(company.text('company_type')).toBe('company');
    expect(company.value('child_ids')).toEqual([contact.id]);
  });

  it('may be left out only for an address', () => {
    expect(() => create({ name: '' })).toThrow('Contacts require a name');
    expect(create({ name: '', type: 'delivery' }).value('name')).toBe(false);
  });
});

it.each([
  [' Ana@Example.COM ', 'ana@example.com'],
  ['not an address', false],
  ['', false],
])('the e-mail address %j is normalized to %j', (email, normalized) => {
  expect(create({ email }).value('email_normalized')).toBe(normalized);
});

it('counts the orders of a customer', () => {
  const [ana] = search(environment, 'res.partner', [['name', '=', 'Ana Souza']]);
  expect(ana?.number('sale_order_count')).toBe(2);
});
