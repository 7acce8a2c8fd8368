import type { PromptDefinition } from '../../kit/prompts.ts';

/** Figures that Odoo adds up, not the model. */
export const salesReport: PromptDefinition = {
  name: 'sales_report',
  title: 'Sales report',
  description: 'Turnover by month, best customers and products of a period.',
  scope: 'odoo:read',
  arguments: {
    from: { description: 'First day, for example 2025-01-01', required: true },
    to: { description: 'Last day, for example 2025-03-31', required: true },
    time_zone: { description: 'For example America/Sao_Paulo; by default UTC', required: false },
  },
  text: ({ from, to, time_zone = 'UTC' }) =>
    `Make a sales report of Odoo from ${from} to ${to}, by the clock of ${time_zone}.\n\n` +
    'Call aggregate_records, always with context {"time_zone": ' +
    `"${time_zone}"} and the domain [["state", "in", ["sale", "done"]], ["date_order", ">=", "${from}"], ` +
    `["date_order", "<=", "${to}"]]:\n` +
    '1. model sale.order, group_by ["date_order:month"], aggregates ["amount_total:sum"].\n' +
    '2. model sale.order, group_by ["partner_id"], aggregates ["amount_total:sum"], order ' +
    '"amount_total:sum desc", limit 10.\n' +
    '3. model sale.order.line, with order_id. before each field of the domain, group_by ["product_id"], aggregates ' +
    '["product_uom_qty:sum", "price_subtotal:sum"], order "price_subtotal:sum desc", limit 10.\n' +
    'Odoo does the arithmetic: do not add up figures yourself. Show three tables and what stands out.',
};
