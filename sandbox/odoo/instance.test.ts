import { describe, expect, it } from 'vitest';
import { createRecord } from './orm/create-record.ts';
import { createTestInstance } from './testing/test-environment.ts';

describe('an instance', () => {
  it('lets in its one user, by password or by key', () => {
    const instance = createTestInstance();
    expect(instance.authenticate('admin', 'admin')).toBe(2);
    expect(instance.authenticate('admin', 'key')).toBe(2);
    expect(instance.authenticate('admin', '')).toBeUndefined();
    expect(instance.authenticate('beatriz', 'admin')).toBeUndefined();
  });

  it('knows two languages and one company', () => {
    const instance = createTestInstance();
    expect(instance.environment(2, { lang: 'pt_BR', allowed_company_ids: [1] }).context.lang).toBe('pt_BR');
    expect(instance.environment(2, { lang: false }).userId).toBe(2);
    expect(() => instance.environment(2, { lang: 'fr_FR' })).toThrow('Invalid language code: fr_FR');
    expect(() => instance.environment(2, { allowed_company_ids: [1, 2] })).toThrow('Access to unauthorized');
  });

  it('undoes what a failed transaction did, in every model', () => {
    const instance = createTestInstance();
    const environment = instance.environment(2, {});
    const count = () =>
      ['product.product', 'product.template', 'sale.order', 'sale.order.line'].map(
        (model) => environment.database.ids(model).length,
      );
    const before = count();
    const failing = () =>
      instance.transaction(() => {
        createRecord(environment, 'product.product', { name: 'Novo' });
        createRecord(environment, 'sale.order', { partner_id: 6, order_line: [[0, 0, { product_id: 1 }]] });
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(count()).toEqual(before);
  });

  it('begins anew on reset', () => {
    const instance = createTestInstance();
    const create = () => createRecord(instance.environment(2, {}), 'sale.order', { partner_id: 6 });
    const first = create();
    instance.reset();
    const second = create();
    expect([second.id, second.text('name')]).toEqual([first.id, first.text('name')]);
  });
});
