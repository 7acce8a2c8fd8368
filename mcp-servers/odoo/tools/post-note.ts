import { z } from 'zod';
import { defineOdooTool, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { boundPartner, orderId, orderOf, partnerId } from '../orders/customer-order.ts';
import { readOrder } from '../orders/read-order.ts';

/** The first series of Odoo that takes a text for plain unless it is told that it is HTML. */
const firstSeriesWithPlainText = 17;

export const postNote = defineOdooTool({
  name: 'post_note',
  title: 'Post a note on an order',
  description:
    'Writes an internal note on an order for the people in the company, such as a wish about its delivery. The ' +
    'customer does not see it. Each call writes another note.',
  scope: 'odoo:write',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    order_id: orderId,
    partner_id: partnerId,
    text: z.string().trim().min(1).max(2_000).describe('The note, as plain text'),
  }),
  bound: boundPartner,
  output: z.object({ order_id: z.int(), name: z.string(), posted: z.literal(true) }),

  async handle({ order_id, partner_id, text }, { services: { odoo }, signal }) {
    const { name } = await readOrder(odoo, orderOf(partner_id, order_id), { signal });
    const { series } = await odoo.version();
    const note = {
      body: asHtml(text),
      message_type: 'comment',
      subtype_xmlid: 'mail.mt_note',
      ...(series >= firstSeriesWithPlainText ? { body_is_html: true } : {}),
    };
    await odoo.call(
      'sale.order',
      'message_post',
      { ids: [order_id], arguments: note, mode: 'write' },
      { signal },
    );
    return { order_id, name, posted: true as const };
  },
});

/** The text can be a customer's: no part of it may become markup. */
function asHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replace(/\r?\n/g, '<br/>')}</p>`;
}
