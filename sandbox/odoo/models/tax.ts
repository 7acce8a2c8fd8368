import { boolean, char, float, integer, many2one, selection } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';

/** Taxes on sales, on top of the price or within it. */
export const taxModels: ModelDefinition[] = [
  {
    model: 'account.tax',
    description: 'Tax',
    order: 'sequence, id',
    fields: {
      name: char('Tax Name', { required: true, translate: true }),
      amount: float('Amount', { required: true }),
      amount_type: selection({ fixed: 'Fixed', percent: 'Percentage of Price' }, 'Tax Computation', {
        default: 'percent',
      }),
      price_include: boolean('Included in Price'),
      type_tax_use: selection({ sale: 'Sales', purchase: 'Purchases', none: 'None' }, 'Tax Type', {
        default: 'sale',
      }),
      sequence: integer('Sequence', { default: 1 }),
      active: boolean('Active', { default: true }),
      company_id: many2one('res.company', 'Company'),
    },
  },
];

/** What a line comes to, in the order's currency with two digits. */
export interface TaxedAmount {
  untaxed: number;
  tax: number;
  total: number;
}

/** The taxes on `amount` (price times quantity, discount taken off). */
export function taxedAmount(amount: number, taxes: OdooRecord[]): TaxedAmount {
  const included = rateOf(taxes.filter((tax) => tax.flag('price_include')));
  const excluded = rateOf(taxes.filter((tax) => !tax.flag('price_include')));
  const untaxed = roundCents(amount / (1 + included));
  const tax = roundCents(roundCents(amount) - untaxed + untaxed * excluded);
  return { untaxed, tax, total: roundCents(untaxed + tax) };
}

/** Rounds half up to two digits; the tiny addition undoes what binary fractions lose. */
export function roundCents(amount: number): number {
  return Math.sign(amount) * (Math.round(Math.abs(amount) * 100 + 1e-7) / 100);
}

function rateOf(taxes: OdooRecord[]): number {
  return taxes.reduce((rate, tax) => rate + tax.number('amount') / 100, 0);
}
