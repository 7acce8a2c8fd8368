import type { Environment } from '../orm/environment.ts';
import { search } from '../orm/search.ts';
import { createMake } from './make.ts';
import { productByCode } from './seed-products.ts';

/**
 * The shop's only pricelist. For what its rules concern, the sales price of the product is not what a customer
 * pays, so that nobody mistakes the one for the other.
 */
export function seedPricelist(environment: Environment, currency: number): void {
  const paint = search(environment, 'product.category', [['name', '=', 'Tintas']])[0];
  const cement = productByCode(environment, 'CIM-CP2');
  createMake(environment)('product.pricelist', {
    name: 'Padrão',
    currency_id: currency,
    item_ids: [
      [0, 0, fixedPrice(cement.id, 0, 35.9)],
      [0, 0, fixedPrice(cement.id, 50, 33.5)],
      [0, 0, { ...discountRule, categ_id: paint?.id ?? false }],
    ],
  });
}

const discountRule = { applied_on: '2_product_category', compute_price: 'percentage', percent_price: 10 };

function fixedPrice(product: number, minimum: number, price: number) {
  return {
    applied_on: '0_product_variant',
    product_id: product,
    min_quantity: minimum,
    compute_price: 'fixed',
    fixed_price: price,
  };
}
