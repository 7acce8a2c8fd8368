import type { PromptDefinition } from '../../kit/prompts.ts';

/** Everything about one customer on one page. */
export const customerOverview: PromptDefinition = {
  name: 'customer_overview',
  title: 'Overview of a customer',
  description: 'Orders, deliveries, invoices and open leads of one customer on one page.',
  scope: 'odoo:read',
  arguments: {
    customer: { description: 'Phone number, e-mail address, tax number or name', required: true },
  },
  text: ({ customer }) =>
    `Give me an overview of this customer in Odoo: ${customer}\n\n` +
    '1. find_customer by phone, e-mail or tax number; by name use search_records on res.partner. If several fit, ' +
    'list them and ask.\n' +
    '2. list_customer_orders for the latest orders with their delivery and invoice status.\n' +
    '3. get_invoice_status for what is due or overdue.\n' +
    '4. search_records on crm.lead with [["partner_id", "=", id]] for open leads.\n' +
    'Answer on one page: who it is, what is open, what is late, the last five orders. Say where nothing was found.',
};
