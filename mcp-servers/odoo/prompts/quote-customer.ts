import type { PromptDefinition } from '../../kit/prompts.ts';

/** From a wish to a quotation that is only confirmed after a yes. */
export const quoteCustomer: PromptDefinition = {
  name: 'quote_customer',
  title: 'Make a quotation',
  description: 'Finds customer and products, makes a quotation and asks before it confirms.',
  scope: 'odoo:write',
  arguments: {
    customer: { description: 'Phone number, e-mail address or tax number', required: true },
    wish: { description: 'What the customer wants, for example "2 drills, 10 m of cable"', required: true },
  },
  text: ({ customer, wish }) =>
    `Make a quotation in Odoo.\nCustomer: ${customer}\nWish: ${wish}\n\n` +
    '1. find_customer. If there is none, ask for name and phone and call find_or_create_customer; if there are ' +
    'several, ask which one.\n' +
    '2. search_products for each thing, then check_availability. Where several products fit, ask.\n' +
    '3. create_quotation with a new idempotency_key. Show lines, discounts, taxes and total as Odoo returned them.\n' +
    '4. Only after a clear yes to that total: confirm_order with it as expected_total. Never confirm on your own.',
};
