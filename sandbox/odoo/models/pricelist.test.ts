import { beforeEach, describe, expect, it } from 'vitest';
import { createRecord } from '../orm/create-record.ts';
import type { Environment } from '../orm/environment.ts';
import type { OdooRecord } from '../orm/record.ts';
import { search } from '../orm/search.ts';
import type { Values } from '../orm/value.ts';
import { productByCode } from '../seed/seed-products.ts';
import { createTestEnvironment } from '../testing/test-environment.ts';
import { quotedPrice } from './pricelist.ts';

let environment: Environment;
let hammer: OdooRecord;
beforeEach(() => {
  environment = createTestEnvironment();
  hammer = productByCode(environment, 'MRT-27');
});

function pricelist(...rules: Values[]): OdooRecord {
  const items = rules.map((rule) => [0, 0, rule]);
  return createRecord(environment, 'product.pricelist', { name: 'Teste', currency_id: 1, item_ids: items });
}

const quote = (list: OdooRecord | undefined, quantity = 1) => quotedPrice(list, hammer, quantity);

describe('a price', () => {
  it('is the sales price where no rule says otherwise', () => {
    expect(quote(undefined)).toEqual({ price: 39.9, discount: 0 });
    expect(quote(pricelist())).toEqual({ price: 39.9, discount: 0 });
  });

  it('is fixed by a rule', () => {
    expect(quote(pricelist({ compute_price: 'fixed', fixed_price: 30.005 }))).toEqual({
      price: 30.01,
      discount: 0,
    });
  });

  it('stays, with a discount beside it, where the rule is a percentage', () => {
    const list = pricelist({ compute_price: 'percentage', percent_price: 12.5 });
    expect(quote(list)).toEqual({ price: 39.9, discount: 12.5 });
  });

  it('follows the most specific rule', () => {
    const global = { fixed_price: 4 };
    const category = { applied_on: '2_product_category', categ_id: hammer.value('categ_id'), fixed_price: 3 };
    const template = {
      applied_on: '1_product',
      product_tmpl_id: hammer.value('product_tmpl_id'),
      fixed_price: 2,
    };
    const variant = { applied_on: '0_product_variant', product_id: hammer.id, fixed_price: 1 };
    const prices = [
      [global],
      [global, category],
      [global, category, template],
      [variant, template, category, global],
    ];
    expect(prices.map((rules) => quote(pricelist(...rules)).price)).toEqual([4, 3, 2, 1]);
  });

  it('follows the rule for the largest quantity that is reached', () => {
    const list = pricelist(
      { fixed_price: 9 },
      { fixed_price: 8, min_quantity: 10 },
      { fixed_price: 7, min_quantity: 50 },
    );
    expect([1, 9.99, 10, 49, 50, 500].map((quantity) => quote(list, quantity).price)).toEqual([
      9, 9, 8, 8, 7, 7,
    ]);
  });

  it('follows a rule for a category above its own, but not for another', () => {
    const [tools] = search(environment, 'product.category', [['name', '=', 'Ferramentas']]);
    const [home] = search(environment, 'product.category', [['name', '=', 'Casa']]);
    const rule = (category: OdooRecord | undefined) =>
      pricelist({ applied_on: '2_product_category', categ_id: category?.id ?? 0, fixed_price: 5 });
    expect(quote(rule(tools)).price).toBe(5);
    expect(quote(rule(home)).price).toBe(39.9);
  });

  it('follows the pricelist of the customer', () => {
    const own = pricelist({ fixed_price: 11 });
    const partner = createRecord(environment, 'res.partner', {
      name: 'VIP',
      property_product_pricelist: own.id,
    });
    const line = [0, 0, { product_id: hammer.id }];
    const order = createRecord(environment, 'sale.order', { partner_id: partner.id, order_line: [line] });
    expect(order.one('pricelist_id')?.displayName()).toBe('Teste (BRL)');
    expect(order.many('order_line')[0]?.number('price_unit')).toBe(11);
  });
});
