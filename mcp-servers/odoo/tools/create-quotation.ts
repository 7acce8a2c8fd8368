import { z } from 'zod';
import type { Odoo } from '#adapters/odoo/port.ts';
import { ConflictError } from '#errors/errors.ts';
import {
  type CallContext,
  contextSchema,
  saleContext,
  saleContextArgument,
  withSignal,
} from '../context/call-context.ts';
import { defineOdooTool, writesOdooOnce, writeTimeoutSeconds } from '../define-odoo-tool.ts';
import { holdLock } from '../hold-lock.ts';
import { idempotencyKey, keyReused } from '../idempotency-key.ts';
import { boundPartner, partnerId } from '../orders/customer-order.ts';
import { fitOrder } from '../orders/fit-order.ts';
import { type Order, orderSchema } from '../orders/order-schema.ts';
import { findOrder } from '../orders/read-order.ts';
import { settle } from '../orders/settle.ts';
import { requireProducts } from '../products/require-products.ts';

const lineSchema = z.strictObject({
  product_id: z.int().positive().describe('Id of the product variant (product.product)'),
  quantity: z.number().positive().max(10_000).describe("In the product's own unit"),
});

type WantedLine = z.output<typeof lineSchema>;

export const createQuotation = defineOdooTool({
  name: 'create_quotation',
  title: 'Create a quotation',
  description:
    'Makes a draft quotation for a customer and returns it with the prices, discounts and taxes that Odoo ' +
    'gives this customer; these are the only prices to promise. Show it, and after a clear yes call ' +
    'confirm_order with its order_id and amount_total. Called again with the same idempotency_key it returns ' +
    'the same quotation (created: false).',
  scope: 'odoo:write',
  annotations: writesOdooOnce,
  timeoutSeconds: writeTimeoutSeconds,
  input: z.object({
    partner_id: partnerId,
    lines: z.array(lineSchema).min(1).max(50).describe('What the customer wants'),
    note: z.string().trim().min(1).max(1_000).optional().describe('A remark printed below the lines'),
    idempotency_key: idempotencyKey,
    context: saleContextArgument,
  }),
  bound: boundPartner,
  output: z.object({ ...orderSchema.shape, created: z.boolean(), context: contextSchema }),

  async handle({ partner_id, lines, note, idempotency_key, context }, caller) {
    const { odoo, lock, answerTokens } = caller.services;
    const given = await saleContext(caller.services, context, caller);
    const make = async (signal: AbortSignal) => {
      const call = withSignal(given, signal);
      const answer = (order: Order, created: boolean) => ({
        ...fitOrder(order, answerTokens),
        created,
        context: call.echo,
      });
      const find = async () => {
        const order = await findByKey(odoo, idempotency_key, call);
        if (order) checkSameWish(order, partner_id, lines);
        return order;
      };
      const earlier = await find();
      if (earlier) return answer(earlier, false);
      await requireProducts(odoo, idsOf(lines), call.options);
      const order = await settle(
        () =>
          odoo.create('sale.order', quotationValues(partner_id, lines, note, idempotency_key), call.options),
        find,
        'Wait a minute, then call create_quotation again with the same idempotency_key: it finds its own result.',
      );
      if (!order) throw new ConflictError('The quotation was cancelled as soon as it had been made.');
      return answer(order, true);
    };
    return holdLock(lock, `quotation:${idempotency_key}`, caller.signal, make);
  },
});

/** The key stands in `origin`, the one field of an order that is free for where it came from. */
function findByKey(odoo: Odoo, key: string, context: CallContext): Promise<Order | undefined> {
  const domain = [
    ['origin', '=', key],
    ['state', '!=', 'cancel'],
  ];
  return findOrder(odoo, domain, context);
}

/** Units, prices and taxes are left to Odoo. The remark is a line, since the order's own note holds its terms. */
function quotationValues(
  partner: number,
  lines: readonly WantedLine[],
  note: string | undefined,
  key: string,
) {
  const goods = lines.map(({ product_id, quantity }) => [0, 0, { product_id, product_uom_qty: quantity }]);
  const remark = note ? [[0, 0, { display_type: 'line_note', name: note }]] : [];
  return { partner_id: partner, origin: key, order_line: [...goods, ...remark] };
}

/** A key that was used for something else must neither give away nor replace it. */
function checkSameWish(order: Order, partner: number, lines: readonly WantedLine[]): void {
  if (order.partner_id === partner && wishOf(order.lines) === wishOf(lines)) return;
  throw keyReused('quotation');
}

function wishOf(lines: readonly { product_id: number | null; quantity: number }[]): string {
  return (
    lines
      // Odoo rounds quantities.
      .map(({ product_id, quantity }) => `${product_id} × ${quantity.toFixed(2)}`)
      .sort()
      .join()
  );
}

function idsOf(lines: readonly WantedLine[]): number[] {
  return [...new Set(lines.map(({ product_id }) => product_id))];
}
