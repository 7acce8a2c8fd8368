import type { PromptDefinition } from '../../kit/prompts.ts';

/** From "when can you come?" to an appointment. */
export const scheduleVisit: PromptDefinition = {
  name: 'schedule_visit',
  title: 'Schedule a visit',
  description: 'Offers free times to a customer and books the one that is chosen.',
  scope: 'odoo:write',
  arguments: {
    customer: { description: 'Phone number, e-mail address or tax number', required: true },
    subject: { description: 'What the visit is about', required: true },
    wish: {
      description: 'When the customer would like it, for example "next week, mornings"',
      required: false,
    },
  },
  text: ({ customer, subject, wish }) =>
    `Schedule a visit.\nCustomer: ${customer}\nSubject: ${subject}\n${wish ? `Wish: ${wish}\n` : ''}\n` +
    '1. find_customer; if there is none or several, ask.\n' +
    '2. find_free_slots from the day that the customer wishes. Offer three times, by their local time.\n' +
    '3. After the customer has chosen: book_appointment with start as it was given and a new idempotency_key. If ' +
    'it answers slot_not_free, look for free times again.\n' +
    '4. Tell the customer day, time and subject: Odoo sends no invitation.',
};
