import { boolean, char, float, integer, many2one, one2many, selection } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';
import { roundCents } from './tax.ts';

const scopes = {
  '3_global': 'All Products',
  '2_product_category': 'Product Category',
  '1_product': 'Product',
  '0_product_variant': 'Product Variant',
};

/** Pricelists and their rules. */
export const pricelistModels: ModelDefinition[] = [
  {
    model: 'product.pricelist',
    description: 'Pricelist',
    order: 'sequence, id, name',
    displayName: (list) => `${list.text('name')} (${list.one('currency_id')?.text('name')})`,
    fields: {
      name: char('Pricelist Name', { required: true, translate: true }),
      active: boolean('Active', { default: true }),
      sequence: integer('Sequence', { default: 16 }),
      currency_id: many2one('res.currency', 'Currency', { required: true }),
      company_id: many2one('res.company', 'Company'),
      item_ids: one2many('product.pricelist.item', 'pricelist_id', 'Pricelist Rules'),
    },
  },
  {
    model: 'product.pricelist.item',
    description: 'Pricelist Rule',
    order: 'applied_on, min_quantity desc, id desc',
    fields: {
      pricelist_id: many2one('product.pricelist', 'Pricelist', { required: true, ondelete: 'cascade' }),
      applied_on: selection(scopes, 'Apply On', { required: true, default: '3_global' }),
      product_tmpl_id: many2one('product.template', 'Product', { ondelete: 'cascade' }),
      product_id: many2one('product.product', 'Variant', { ondelete: 'cascade' }),
      categ_id: many2one('product.category', 'Category', { ondelete: 'cascade' }),
      min_quantity: float('Min. Quantity'),
      compute_price: selection({ fixed: 'Fixed Price', percentage: 'Discount' }, 'Compute Price', {
        required: true,
        default: 'fixed',
      }),
      fixed_price: float('Fixed Price'),
      percent_price: float('Percentage Price'),
    },
  },
];

/** What one unit costs on a pricelist, and the discount in percent that is shown on it. */
export interface QuotedPrice {
  price: number;
  discount: number;
}

/** The price of `quantity` units of a variant; without a pricelist the sales price of the variant. */
export function quotedPrice(
  pricelist: OdooRecord | undefined,
  product: OdooRecord,
  quantity: number,
): QuotedPrice {
  const salesPrice = product.number('lst_price');
  const rule = pricelist && ruleFor(pricelist, product, quantity);
  if (!rule) return { price: salesPrice, discount: 0 };
  if (rule.text('compute_price') === 'fixed')
    return { price: roundCents(rule.number('fixed_price')), discount: 0 };
  return { price: salesPrice, discount: rule.number('percent_price') };
}

/** The most specific rule wins, then the one for the largest quantity. */
function ruleFor(pricelist: OdooRecord, product: OdooRecord, quantity: number): OdooRecord | undefined {
  const rules = pricelist.many('item_ids').filter((rule) => quantity >= rule.number('min_quantity'));
  const rank = (rule: OdooRecord) => [rule.text('applied_on'), -rule.number('min_quantity')] as const;
  return rules
    .filter((rule) => concerns(rule, product))
    .sort((first, second) => {
      const [scope, minimum] = rank(first);
      const [otherScope, otherMinimum] = rank(second);
      return scope.localeCompare(otherScope) || minimum - otherMinimum;
    })[0];
}

function concerns(rule: OdooRecord, product: OdooRecord): boolean {
  const scope = rule.text('applied_on');
  if (scope === '0_product_variant') return rule.value('product_id') === product.id;
  if (scope === '1_product') return rule.value('product_tmpl_id') === product.value('product_tmpl_id');
  if (scope === '2_product_category') return isWithin(product.one('categ_id'), rule.value('categ_id'));
  return true;
}

function isWithin(category: OdooRecord | undefined, ancestor: unknown): boolean {
  return (
    category !== undefined && (category.id === ancestor || isWithin(category.one('parent_id'), ancestor))
  );
}
