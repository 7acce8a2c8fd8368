import { z } from 'zod';
import type { OdooDomain } from '#adapters/odoo/port.ts';

/** The argument by which order tools know the customer; taken from the token of a caller who acts for one. */
export const partnerId = z
  .int()
  .positive()
  .describe('Id of the customer (res.partner), as find_customer gives it');

export const orderId = z.int().positive().describe('Id of the order, as other tools give it');

/**
 * Arguments of a tool that are bound to the caller's customer: their values come from the token.
 */
export const boundPartner = { partner_id: 'customer.partner' } as const;

/** One order, and only if it is this customer's. */
export function orderOf(customer: number, order: number): OdooDomain {
  return [
    ['id', '=', order],
    ['partner_id', '=', customer],
  ];
}
