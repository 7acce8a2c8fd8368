import { float, integer, many2many, many2one, monetary, selection, text } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';
import type { FieldNames } from './field-names.ts';
import { quotedPrice } from './pricelist.ts';
import { type TaxedAmount, taxedAmount } from './tax.ts';

/** A line of an order. Price, discount, unit and taxes follow from the product unless the caller gives them. */
export function saleOrderLineModel(names: FieldNames): ModelDefinition {
  const amounts = (line: OdooRecord) => lineAmounts(line, names);
  return {
    model: 'sale.order.line',
    description: 'Sales Order Line',
    order: 'order_id, sequence, id',
    displayName: (line) => `${line.one('order_id')?.text('name')} - ${line.text('name').split('\n')[0]}`,
    fields: {
      order_id: many2one('sale.order', 'Order Reference', { required: true, ondelete: 'cascade' }),
      sequence: integer('Sequence', { default: 10 }),
      product_id: many2one('product.product', 'Product'),
      product_template_id: many2one('product.template', 'Product Template', {
        related: 'product_id.product_tmpl_id',
      }),
      name: text('Description', { required: true, default: describe, resetBy: ['product_id'] }),
      product_uom_qty: float('Quantity', { required: true, default: 1 }),
      [names.lineUnit]: many2one('uom.uom', 'Unit', {
        default: (line) => line.one('product_id')?.value('uom_id') ?? false,
        resetBy: ['product_id'],
      }),
      [names.lineTaxes]: many2many('account.tax', 'Taxes', {
        default: (line) => line.one('product_id')?.value('taxes_id') ?? [],
        resetBy: ['product_id'],
      }),
      price_unit: float('Unit Price', {
        required: true,
        default: (line) => quoted(line).price,
        resetBy: ['product_id', 'product_uom_qty'],
      }),
      discount: float('Discount (%)', {
        default: (line) => quoted(line).discount,
        resetBy: ['product_id', 'product_uom_qty'],
      }),
      price_subtotal: monetary('Subtotal', { readonly: true, compute: (line) => amounts(line).untaxed }),
      price_tax: float('Total Tax', { readonly: true, compute: (line) => amounts(line).tax }),
      price_total: monetary('Total', { readonly: true, compute: (line) => amounts(line).total }),
      display_type: selection({ line_section: 'Section', line_note: 'Note' }, 'Display Type'),
      qty_delivered: float('Delivery Quantity'),
      qty_invoiced: float('Invoiced Quantity'),
      customer_lead: float('Lead Time'),
      state: selection({}, 'Order Status', { related: 'order_id.state' }),
      currency_id: many2one('res.currency', 'Currency', { related: 'order_id.currency_id' }),
      order_partner_id: many2one('res.partner', 'Customer', { related: 'order_id.partner_id' }),
      company_id: many2one('res.company', 'Company', { related: 'order_id.company_id' }),
    },
  };
}

function describe(line: OdooRecord): string {
  const product = line.one('product_id');
  return product ? [product.displayName(), product.text('description_sale')].filter(Boolean).join('\n') : '';
}

function quoted(line: OdooRecord) {
  const product = line.one('product_id');
  if (!product) return { price: 0, discount: 0 };
  return quotedPrice(line.one('order_id')?.one('pricelist_id'), product, line.number('product_uom_qty'));
}

function lineAmounts(line: OdooRecord, names: FieldNames): TaxedAmount {
  const price = line.number('price_unit') * (1 - line.number('discount') / 100);
  return taxedAmount(price * line.number('product_uom_qty'), line.many(names.lineTaxes));
}
