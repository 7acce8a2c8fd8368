import { currentDatetime } from '../orm/environment.ts';
import { userError } from '../orm/exceptions.ts';
import {
  boolean,
  char,
  date,
  datetime,
  type Field,
  html,
  integer,
  many2many,
  many2one,
  monetary,
  one2many,
  selection,
} from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';
import { deliveryStatus } from './delivery.ts';
import { saleOrderMethods } from './sale-order-methods.ts';
import { roundCents } from './tax.ts';

const states = { draft: 'Quotation', sent: 'Quotation Sent', sale: 'Sales Order', cancel: 'Cancelled' };
const deliveryStates = {
  pending: 'Not Delivered',
  started: 'Started',
  partial: 'Partially Delivered',
  full: 'Fully Delivered',
};
const invoiceStates = {
  upselling: 'Upselling Opportunity',
  invoiced: 'Fully Invoiced',
  'to invoice': 'To Invoice',
  no: 'Nothing to Invoice',
};
const validityDays = 30;
const day = 86_400_000;

const headFields: Record<string, Field> = {
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
  pricelist_id: many2one('product.pricelist', 'Pricelist', { default: pricelistOf, resetBy: ['partner_id'] }),
  company_id: many2one('res.company', 'Company', { required: true, default: 1 }),
  currency_id: many2one('res.currency', 'Currency', { related: 'company_id.currency_id', store: true }),
  user_id: many2one('res.users', 'Salesperson', { default: (order) => order.environment.userId }),
  team_id: many2one('crm.team', 'Sales Team', { default: 1 }),
  state: selection(states, 'Status', { readonly: true, default: 'draft' }),
  locked: boolean('Locked'),
  date_order: datetime('Order Date', {
    required: true,
    default: (order) => currentDatetime(order.environment),
  }),
  validity_date: date('Expiration', { default: validityDate }),
  commitment_date: datetime('Delivery Date'),
  origin: char('Source Document'),
  client_order_ref: char('Customer Reference'),
  note: html('Terms and conditions'),
  tag_ids: many2many('crm.tag', 'Tags'),
};

const followingFields: Record<string, Field> = {
  amount_untaxed: monetary('Untaxed Amount', {
    readonly: true,
    compute: (order) => sumOf(order, 'price_subtotal'),
  }),
  amount_tax: monetary('Taxes', { readonly: true, compute: (order) => sumOf(order, 'price_tax') }),
  amount_total: monetary('Total', { readonly: true, compute: (order) => sumOf(order, 'price_total') }),
  picking_ids: one2many('stock.picking', 'sale_id', 'Transfers'),
  delivery_count: integer('Delivery Orders', {
    store: false,
    compute: (order) => order.many('picking_ids').length,
  }),
  delivery_status: selection(deliveryStates, 'Delivery Status', { readonly: true, compute: deliveryStatus }),
  invoice_ids: many2many('account.move', 'Invoices', { store: false, readonly: true, compute: invoiceIds }),
  invoice_count: integer('Invoice Count', { store: false, compute: (order) => invoiceIds(order).length }),
  invoice_status: selection(invoiceStates, 'Invoice Status', { readonly: true, compute: invoiceStatus }),
  access_url: char('Portal Access URL', {
    store: false,
    readonly: true,
    compute: (order) => `/my/orders/${order.id}`,
  }),
};

/** Quotations and orders, with what follows from their lines. */
export const saleOrderModel: ModelDefinition = {
  model: 'sale.order',
  description: 'Sales Order',
  order: 'date_order desc, id desc',
  fields: {
    ...headFields,
    order_line: one2many('sale.order.line', 'order_id', 'Order Lines'),
    ...followingFields,
  },
  methods: saleOrderMethods,
  beforeUnlink(order) {
    if (['draft', 'cancel'].includes(order.text('state'))) return;
    throw userError(
      'Você não pode deletar uma cotação enviada ou um pedido de venda confirmado. Você deve primeiro cancelar o mesmo.',
    );
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
  return own || (order.environment.database.ids('product.pricelist')[0] ?? false);
}

function validityDate({ environment }: OdooRecord): string {
  const end = new Date(environment.now().getTime() + validityDays * day);
  return end.toISOString().slice(0, 10);
}

function invoiceIds(order: OdooRecord): number[] {
  const lines = order.many('order_line').flatMap((line) => line.many('invoice_lines'));
  return [...new Set(lines.map((line) => Number(line.value('move_id'))))];
}

function invoiceStatus(order: OdooRecord): string {
  if (!['sale', 'done'].includes(order.text('state'))) return 'no';
  const statuses = order.many('order_line').map((line) => line.text('invoice_status'));
  if (statuses.includes('to invoice')) return 'to invoice';
  return statuses.length > 0 && statuses.every((status) => status === 'invoiced') ? 'invoiced' : 'no';
}
