import { z } from 'zod';
import { contextSchema, saleContext, saleContextArgument } from '../context/call-context.ts';
import { localTime } from '../context/local-time.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { boundPartner, orderId, orderOf, partnerId } from '../orders/customer-order.ts';
import { readOrder } from '../orders/read-order.ts';
import { optionalText, reference } from '../values.ts';

const invoiceSchema = z.object({
  invoice_id: z.int(),
  name: z.string().describe('the number that the customer knows'),
  kind: z.enum(['invoice', 'credit_note']),
  payment_state: z
    .string()
    .describe('not_paid, in_payment, paid, partial or reversed; blocked while a person looks into it'),
  invoice_date: z.string().nullable(),
  due_date: z.string().nullable(),
  overdue: z.boolean().describe("by today's date in context.time_zone"),
  amount_total: z.number(),
  amount_due: z.number(),
  currency: z.string(),
});

const invoiceRecord = z.object({
  id: z.int(),
  name: optionalText,
  move_type: z.string(),
  payment_state: optionalText,
  invoice_date: optionalText,
  invoice_date_due: optionalText,
  amount_total: z.number(),
  amount_residual: z.number(),
  currency_id: reference,
});

export const getInvoiceStatus = defineOdooTool({
  name: 'get_invoice_status',
  title: 'Get the status of invoices',
  description:
    "Returns a customer's posted invoices and credit notes, newest first: paid or not, what is due and until " +
    'when. With order_id only those of this order, and what of it is still to be invoiced. Use it for "have you ' +
    'got my payment?" and "where is my invoice?".',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    partner_id: partnerId,
    order_id: orderId.optional(),
    limit: z.int().min(1).max(30).default(10).describe('Most invoices to return'),
    context: saleContextArgument,
  }),
  bound: boundPartner,
  output: z.object({
    invoices: z.array(invoiceSchema),
    has_more: z.boolean(),
    order_invoice_status: z
      .string()
      .optional()
      .describe('of the order: no, to invoice, invoiced or upselling'),
    context: contextSchema,
  }),

  async handle({ partner_id, order_id, limit, context }, caller) {
    const { odoo } = caller.services;
    const call = await saleContext(caller.services, context, caller);
    const { options, timeZone, echo } = call;
    const today = localTime(new Date(), timeZone).slice(0, 10);
    const order = order_id && (await readOrder(odoo, orderOf(partner_id, order_id), call));
    const ofOrder = order ? await invoiceIdsOf(order.order_id) : undefined;
    const records = await odoo.searchRead(
      'account.move',
      {
        domain: [
          ['move_type', 'in', ['out_invoice', 'out_refund']],
          ['state', '=', 'posted'],
          // Those of the customer's order may be addressed to somebody else, such as an accounting department.
          ofOrder ? ['id', 'in', ofOrder] : ['partner_id', '=', partner_id],
        ],
        fields: Object.keys(invoiceRecord.shape),
        limit: limit + 1,
        order: 'invoice_date desc, id desc',
      },
      options,
    );
    return {
      invoices: z
        .array(invoiceRecord)
        .parse(records)
        .slice(0, limit)
        .map((record) => invoiceOf(record, today)),
      has_more: records.length > limit,
      ...(order ? { order_invoice_status: order.invoice_status } : {}),
      context: echo,
    };

    async function invoiceIdsOf(id: number): Promise<number[]> {
      const [record] = await odoo.read('sale.order', [id], ['invoice_ids'], options);
      return z.array(z.int()).parse(record?.invoice_ids);
    }
  },
});

/** @param today by the caller's clock: `2025-01-31` */
function invoiceOf(record: z.output<typeof invoiceRecord>, today: string): z.output<typeof invoiceSchema> {
  const due = record.invoice_date_due;
  return {
    invoice_id: record.id,
    name: record.name ?? '',
    kind: record.move_type === 'out_refund' ? 'credit_note' : 'invoice',
    payment_state: record.payment_state ?? 'not_paid',
    invoice_date: record.invoice_date,
    due_date: due,
    overdue: record.amount_residual > 0 && due !== null && due < today,
    amount_total: record.amount_total,
    amount_due: record.amount_residual,
    currency: record.currency_id[1],
  };
}
