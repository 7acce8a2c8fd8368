import {
  char,
  date,
  type Field,
  float,
  many2many,
  many2one,
  monetary,
  one2many,
  selection,
  text,
} from '../orm/field.ts';
import type { MethodCall, ModelDefinition } from '../orm/model.ts';
import { putValues } from '../orm/put-values.ts';
import type { OdooRecord } from '../orm/record.ts';
import { roundCents, taxedAmount } from './tax.ts';

const moveTypes = {
  entry: 'Journal Entry',
  out_invoice: 'Customer Invoice',
  out_refund: 'Customer Credit Note',
};
const paymentStates = {
  not_paid: 'Not Paid',
  in_payment: 'In Payment',
  paid: 'Paid',
  partial: 'Partially Paid',
};

const invoiceFields: Record<string, Field> = {
  name: char('Number'),
  move_type: selection(moveTypes, 'Type', { required: true, default: 'entry' }),
  state: selection({ draft: 'Draft', posted: 'Posted', cancel: 'Cancelled' }, 'Status', {
    required: true,
    readonly: true,
    default: 'draft',
  }),
  payment_state: selection(paymentStates, 'Payment Status', { readonly: true, default: 'not_paid' }),
  partner_id: many2one('res.partner', 'Partner'),
  invoice_date: date('Invoice/Bill Date'),
  invoice_date_due: date('Due Date'),
  invoice_origin: char('Origin'),
  ref: char('Reference'),
  company_id: many2one('res.company', 'Company', { required: true, default: 1 }),
  currency_id: many2one('res.currency', 'Currency', { required: true, default: 1 }),
  invoice_line_ids: one2many('account.move.line', 'move_id', 'Invoice lines'),
};

/** Invoices and their lines. */
export const invoiceModels: ModelDefinition[] = [
  {
    model: 'account.move',
    description: 'Journal Entry',
    order: 'invoice_date desc, name desc, id desc',
    displayName: (move) => move.text('name') || `Rascunho de fatura (* ${move.id})`,
    fields: {
      ...invoiceFields,
      amount_untaxed: monetary('Untaxed Amount', {
        readonly: true,
        compute: (move) => sumOf(move, 'price_subtotal'),
      }),
      amount_total: monetary('Total', { readonly: true, compute: total }),
      amount_tax: monetary('Tax', {
        readonly: true,
        compute: (move) => roundCents(total(move) - sumOf(move, 'price_subtotal')),
      }),
      amount_residual: monetary('Amount Due', {
        readonly: true,
        compute: (move) =>
          move.text('state') === 'posted' && move.text('payment_state') === 'paid' ? 0 : total(move),
      }),
    },
    methods: { action_post: { run: post } },
  },
  {
    model: 'account.move.line',
    description: 'Journal Item',
    order: 'id',
    fields: {
      move_id: many2one('account.move', 'Journal Entry', { required: true, ondelete: 'cascade' }),
      sale_line_id: many2one('sale.order.line', 'Sales Order Line'),
      product_id: many2one('product.product', 'Product', { ondelete: 'restrict' }),
      name: text('Label'),
      quantity: float('Quantity', { default: 1 }),
      price_unit: float('Unit Price'),
      discount: float('Discount (%)'),
      tax_ids: many2many('account.tax', 'Taxes'),
      price_subtotal: monetary('Subtotal', { readonly: true, compute: (line) => amounts(line).untaxed }),
      price_total: monetary('Total', { readonly: true, compute: (line) => amounts(line).total }),
    },
  },
];

function sumOf(move: OdooRecord, field: string): number {
  return roundCents(move.many('invoice_line_ids').reduce((sum, line) => sum + line.number(field), 0));
}

function total(move: OdooRecord): number {
  return sumOf(move, 'price_total');
}

function amounts(line: OdooRecord) {
  const price = line.number('price_unit') * (1 - line.number('discount') / 100);
  return taxedAmount(price * line.number('quantity'), line.many('tax_ids'));
}

/** Numbers the invoices; what Odoo answers here is False. */
function post({ environment, records }: MethodCall): false {
  const today = environment.now().toISOString().slice(0, 10);
  for (const move of records) {
    const number = String(environment.database.next('account.move')).padStart(5, '0');
    const invoiceDate = move.text('invoice_date') || today;
    putValues(move, {
      name: move.text('name') || `FAT/${invoiceDate.slice(0, 4)}/${number}`,
      state: 'posted',
      invoice_date: invoiceDate,
      invoice_date_due: move.text('invoice_date_due') || invoiceDate,
    });
  }
  return false;
}
