import { z } from 'zod';
import type { BusinessProfile } from '#config/business-schema.ts';
import type { Order } from '../shared/conversation-state.ts';

/** Why an order that the customer has confirmed waits for a person. */
export interface ApprovalReason {
  code: 'total_above_limit' | 'discount_above_limit';
  /** An amount in the order's currency, or percent. */
  value: number;
  limit: number;
}

/** What an operator sees of a run that waits for a decision. */
export interface OrderApproval {
  kind: 'approval';
  /** What the customer is told meanwhile. */
  message: string;
  reason: ApprovalReason;
  /** Null where Odoo does not know the customer. */
  customer: { partner_id: number; name: string } | null;
  order: Order;
  total: number;
  currency: string;
}

/** The whole order as a person wants it to be. */
export const editedLinesSchema = z
  .array(z.strictObject({ product_id: z.int().positive(), quantity: z.number().positive().max(10_000) }))
  .min(1)
  .max(50)
  .describe('The whole order as it is to be; the customer is asked once more.');

/** What the run is resumed with by an operator, and by nobody else: a customer's words always come as a text. */
export const approvalDecisionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('approve') }),
  z.strictObject({ decision: z.literal('edit'), lines: editedLinesSchema }),
  z.strictObject({
    decision: z.literal('reject'),
    reason: z.string().trim().min(1).max(500).describe('For the company; the customer is not told.'),
  }),
]);
export type ApprovalDecision = z.output<typeof approvalDecisionSchema>;

/** Why a person must approve this order; undefined where nobody need. */
export function approvalReason(
  order: Order,
  { approval_above, max_discount_percent }: BusinessProfile['limits'],
): ApprovalReason | undefined {
  if (approval_above !== null && order.amount_total > approval_above) {
    return { code: 'total_above_limit', value: order.amount_total, limit: approval_above };
  }
  const discount = Math.max(0, ...order.lines.map((line) => line.discount));
  if (discount > max_discount_percent) {
    return { code: 'discount_above_limit', value: discount, limit: max_discount_percent };
  }
  return undefined;
}
