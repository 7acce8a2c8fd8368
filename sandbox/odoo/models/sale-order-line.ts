import { userError } from '../orm/exceptions.ts';
import { float, integer, many2many, many2one, monetary, one2many, selection, text } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';
import { launchDelivery } from './delivery.ts';
import type { FieldNames } from './field-names.ts';
import { type QuotedPrice, quotedPrice } from './pricelist.ts';
import { type TaxedAmount, taxedAmount } from './tax.ts';

const invoiceStates = { invoiced: 'Fully Invoiced', 'to invoice': 'To Invoice', no: 'Nothing to Invoice' };
const priceDependencies = ['product_id', 'product_uom_qty'];

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
        resetBy: priceDependencies,
      }),
      discount: float('Discount (%)', {
        default: (line) => quoted(line).discount,
        resetBy: priceDependencies,
      }),
      price_subtotal: monetary('Subtotal', { readonly: true, compute: (line) => amounts(line).untaxed }),
      price_tax: float('Total Tax', { readonly: true, compute: (line) => amounts(line).tax }),
      price_total: monetary('Total', { readonly: true, compute: (line) => amounts(line).total }),
      display_type: selection({ line_section: 'Section', line_note: 'Note' }, 'Display Type'),
      customer_lead: float('Lead Time'),
      move_ids: one2many('stock.move', 'sale_line_id', 'Stock Moves'),
      invoice_lines: one2many('account.move.line', 'sale_line_id', 'Invoice Lines'),
      qty_delivered: float('Delivery Quantity', { compute: delivered, readonly: false }),
      qty_invoiced: float('Invoiced Quantity', { compute: invoiced, readonly: true }),
      qty_to_invoice: float('Quantity To Invoice', { compute: toInvoice, readonly: true }),
      invoice_status: selection(invoiceStates, 'Invoice Status', { compute: invoiceStatus, readonly: true }),
      state: selection({}, 'Order Status', { related: 'order_id.state', store: true }),
      currency_id: many2one('res.currency', 'Currency', { related: 'order_id.currency_id', store: true }),
      order_partner_id: many2one('res.partner', 'Customer', { related: 'order_id.partner_id', store: true }),
      company_id: many2one('res.company', 'Company', { related: 'order_id.company_id', store: true }),
    },
    afterCreate(line) {
      const order = line.one('order_id');
      if (order?.text('state') === 'sale') launchDelivery(order, [line]);
    },
    beforeUnlink(line) {
      if (line.text('state') !== 'sale') return;
      throw userError(
        'Após o pedido de venda ser confirmado, você não pode remover linhas dele (precisamos monitorar se algo é ' +
          'entregue ou faturado).\n                 Em vez disso, defina a quantidade como zero.',
      );
    },
  };
}

function describe(line: OdooRecord): string {
  const product = line.one('product_id');
  return product ? [product.displayName(), product.text('description_sale')].filter(Boolean).join('\n') : '';
}

function quoted(line: OdooRecord): QuotedPrice {
  const product = line.one('product_id');
  if (!product) return { price: 0, discount: 0 };
  return quotedPrice(line.one('order_id')?.one('pricelist_id'), product, line.number('product_uom_qty'));
}

function lineAmounts(line: OdooRecord, names: FieldNames): TaxedAmount {
  const price = line.number('price_unit') * (1 - line.number('discount') / 100);
  return taxedAmount(price * line.number('product_uom_qty'), line.many(names.lineTaxes));
}

function delivered(line: OdooRecord): number {
  return sum(
    line.many('move_ids').filter((move) => move.text('state') === 'done'),
    'quantity',
  );
}

function invoiced(line: OdooRecord): number {
  const lines = line.many('invoice_lines');
  return sum(
    lines.filter((candidate) => candidate.one('move_id')?.text('state') !== 'cancel'),
    'quantity',
  );
}

function toInvoice(line: OdooRecord): number {
  if (line.text('state') !== 'sale') return 0;
  const byDelivery = line.one('product_id')?.text('invoice_policy') === 'delivery';
  return (byDelivery ? delivered(line) : line.number('product_uom_qty')) - invoiced(line);
}

function invoiceStatus(line: OdooRecord): string {
  if (toInvoice(line) > 0) return 'to invoice';
  return line.text('state') === 'sale' && invoiced(line) > 0 ? 'invoiced' : 'no';
}

function sum(records: OdooRecord[], field: string): number {
  return records.reduce((total, record) => total + record.number(field), 0);
}
