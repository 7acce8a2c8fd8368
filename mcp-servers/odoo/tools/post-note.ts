import { z } from 'zod';
import { contextSchema, saleContext, saleContextArgument, withSignal } from '../context/call-context.ts';
import { defineOdooTool, writesOdooOnce, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { holdLock } from '../hold-lock.ts';
import { idempotencyKey, keyReused } from '../idempotency-key.ts';
import { boundPartner, orderId, orderOf, partnerId } from '../orders/customer-order.ts';
import { readOrder } from '../orders/read-order.ts';
import { settle } from '../orders/settle.ts';
import { textAsHtml } from '../text-as-html.ts';

/** The first series of Odoo that takes a text for plain unless it is told that it is HTML. */
const firstSeriesWithPlainText = 17;

export const postNote = defineOdooTool({
  name: 'post_note',
  title: 'Post a note on an order',
  description:
    'Writes an internal note on an order for the people in the company, such as a wish about its delivery. The ' +
    'customer does not see it. Called again with the same idempotency_key it writes nothing (posted: false).',
  scope: 'odoo:write',
  annotations: writesOdooOnce,
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    order_id: orderId,
    partner_id: partnerId,
    text: z.string().trim().min(1).max(2_000).describe('The note, as plain text'),
    idempotency_key: idempotencyKey,
    context: saleContextArgument,
  }),
  bound: boundPartner,
  output: z.object({
    order_id: z.int(),
    name: z.string(),
    posted: z.boolean().describe('false: it had been posted before'),
    context: contextSchema,
  }),

  async handle({ order_id, partner_id, text, idempotency_key, context }, caller) {
    const { odoo, lock } = caller.services;
    const given = await saleContext(caller.services, context, caller);
    // The id of an e-mail: Odoo keeps it with the message, in the same transaction.
    const message_id = `<${idempotency_key}@mcp-first>`;
    const post = async (signal: AbortSignal) => {
      const call = withSignal(given, signal);
      const { options } = call;
      const { name } = await readOrder(odoo, orderOf(partner_id, order_id), call);
      const answer = (posted: boolean) => ({ order_id, name, posted, context: call.echo });
      const find = async () => {
        const search = { domain: [['message_id', '=', message_id]], fields: ['model', 'res_id'], limit: 1 };
        const [found] = await odoo.searchRead('mail.message', search, options);
        if (found && (found.model !== 'sale.order' || found.res_id !== order_id)) throw keyReused('note');
        return found;
      };
      if (await find()) return answer(false);
      const { series } = await odoo.version();
      const note = {
        body: textAsHtml(text),
        message_type: 'comment',
        subtype_xmlid: 'mail.mt_note',
        message_id,
        ...(series >= firstSeriesWithPlainText ? { body_is_html: true } : {}),
      };
      await settle(
        () =>
          odoo.call(
            'sale.order',
            'message_post',
            { ids: [order_id], arguments: note, mode: 'write' },
            options,
          ),
        find,
        'Wait a minute, then call post_note again with the same idempotency_key.',
      );
      return answer(true);
    };
    return holdLock(lock, `note:${idempotency_key}`, caller.signal, post);
  },
});
