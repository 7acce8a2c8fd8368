import { createRecord } from '../orm/create-record.ts';
import { userError } from '../orm/exceptions.ts';
import { many2many, selection } from '../orm/field.ts';
import type { MethodCall, ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';
import { idsOf, type Value } from '../orm/value.ts';
import type { FieldNames } from './field-names.ts';

const ways = {
  delivered: 'Regular invoice',
  percentage: 'Down payment (percentage)',
  fixed: 'Down payment (fixed)',
};

/** The wizard that invoices orders: made with the orders in its context, then told to create the invoices. */
export function invoiceWizardModel(names: FieldNames): ModelDefinition {
  return {
    model: 'sale.advance.payment.inv',
    description: 'Sales Advance Payment Invoice',
    fields: {
      advance_payment_method: selection(ways, 'Create Invoice', { required: true, default: 'delivered' }),
      sale_order_ids: many2many('sale.order', 'Sales Order', {
        default: (wizard) => idsOf(wizard.environment.context.active_ids),
      }),
    },
    methods: { create_invoices: { run: (call) => createInvoices(call, names) } },
  };
}

function createInvoices({ records }: MethodCall, names: FieldNames): Value {
  const orders = records.flatMap((wizard) => wizard.many('sale_order_ids'));
  const invoices = orders.map((order) => createInvoice(order, names));
  return {
    type: 'ir.actions.act_window',
    name: 'Faturas',
    res_model: 'account.move',
    res_id: invoices[0] ?? false,
    domain: [['id', 'in', invoices]],
  };
}

function createInvoice(order: OdooRecord, names: FieldNames): number {
  const lines = order.many('order_line').filter((line) => line.number('qty_to_invoice') > 0);
  if (lines.length === 0) {
    throw userError('Não é possível criar uma fatura. Não há itens disponíveis para faturar.');
  }
  return createRecord(order.environment, 'account.move', {
    move_type: 'out_invoice',
    partner_id: order.value('partner_invoice_id'),
    invoice_origin: order.text('name'),
    ref: order.value('client_order_ref'),
    currency_id: order.value('currency_id'),
    invoice_line_ids: lines.map((line) => [0, 0, invoiceLine(line, names)]),
  }).id;
}

function invoiceLine(line: OdooRecord, names: FieldNames) {
  return {
    sale_line_id: line.id,
    product_id: line.value('product_id'),
    name: line.value('name'),
    quantity: line.number('qty_to_invoice'),
    price_unit: line.number('price_unit'),
    discount: line.number('discount'),
    tax_ids: line.value(names.lineTaxes),
  };
}
