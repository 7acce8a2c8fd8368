import { currentDatetime } from '../orm/environment.ts';
import { userError } from '../orm/exceptions.ts';
import {
  boolean,
  char,
  date,
  datetime,
  type Field,
  html,
  many2one,
  monetary,
  one2many,
  selection,
} from '../orm/field.ts';
import type { MethodCall, ModelDefinition } from '../orm/model.ts';
import { putValues } from '../orm/put-values.ts';
import type { OdooRecord } from '../orm/record.ts';
import { roundCents } from './tax.ts';

const states = { draft: 'Quotation', sent: 'Quotation Sent', sale: 'Sales Order', cancel: 'Cancelled' };

const amountFields: Record<string, Field> = {
  amount_untaxed: monetary('Untaxed Amount', {
    readonly: true,
    compute: (order) => sumOf(order, 'price_subtotal'),
  }),
  amount_tax: monetary('Taxes', { readonly: true, compute: (order) => sumOf(order, 'price_tax') }),
  amount_total: monetary('Total', { readonly: true, compute: (order) => sumOf(order, 'price_total') }),
};

/** Quotations and orders, and the steps between them. */
export const saleOrderModel: ModelDefinition = {
  model: 'sale.order',
  description: 'Sales Order',
  order: 'date_order desc, id desc',
  fields: {
    name: char('Order Reference', { required: true, default: nextName }),
    partner_id: many2one('res.partner', 'Customer', { required: true }),
    partner_invoice_id: many2one('res.partner', 'Invoice Address', {
      default: partnerOf,
      resetBy: ['partner_id'],
    }),
    partner_shipping_id: many2one('res.partner', 'Delivery Address', {
      default: partnerOf,
      resetBy: ['partner_id'],
    }),
    pricelist_id: many2one('product.pricelist', 'Pricelist', {
      default: pricelistOf,
      resetBy: ['partner_id'],
    }),
    currency_id: many2one('res.currency', 'Currency', { related: 'company_id.currency_id', store: true }),
    company_id: many2one('res.company', 'Company', { required: true, default: 1 }),
    user_id: many2one('res.users', 'Salesperson', { default: (order) => order.environment.userId }),
    state: selection(states, 'Status', { readonly: true, default: 'draft' }),
    locked: boolean('Locked'),
    date_order: datetime('Order Date', {
      required: true,
      default: (order) => currentDatetime(order.environment),
    }),
    validity_date: date('Expiration'),
    origin: char('Source Document'),
    client_order_ref: char('Customer Reference'),
    note: html('Terms and conditions'),
    order_line: one2many('sale.order.line', 'order_id', 'Order Lines'),
    ...amountFields,
  },
  beforeUnlink(order) {
    if (['draft', 'cancel'].includes(order.text('state'))) return;
    throw userError(
      'Você não pode deletar uma cotação enviada ou um pedido de venda confirmado. Você deve primeiro cancelar o mesmo.',
    );
  },
  methods: {
    action_confirm: { run: confirm },
    action_cancel: { run: (call) => setState(call, 'cancel') },
    action_draft: { run: (call) => setState(call, 'draft') },
    // Returns None in Odoo too: over XML-RPC the call takes effect and then faults.
    action_lock: { run: (call) => setLocked(call, true) },
    action_unlock: { run: (call) => setLocked(call, false) },
  },
};

function sumOf(order: OdooRecord, field: string): number {
  return roundCents(order.many('order_line').reduce((sum, line) => sum + line.number(field), 0));
}

function nextName({ environment }: OdooRecord): string {
  return `S${String(environment.database.next('sale.order')).padStart(5, '0')}`;
}

function partnerOf(order: OdooRecord) {
  return order.value('partner_id');
}

/** The customer's own pricelist, else the first. */
function pricelistOf(order: OdooRecord) {
  const own = order.one('partner_id')?.value('property_product_pricelist');
  if (own) return own;
  const [first] = order.environment.database.ids('product.pricelist');
  return first ?? false;
}

function confirm({ records }: MethodCall): true {
  for (const order of records) {
    if (!['draft', 'sent'].includes(order.text('state'))) {
      throw userError('Alguns pedidos não estão em um estado que exija confirmação.');
    }
    putValues(order, { state: 'sale', date_order: currentDatetime(order.environment) });
  }
  return true;
}

function setState({ records }: MethodCall, state: string): true {
  for (const order of records) putValues(order, { state });
  return true;
}

function setLocked({ records }: MethodCall, locked: boolean): null {
  for (const order of records) putValues(order, { locked });
  return null;
}
