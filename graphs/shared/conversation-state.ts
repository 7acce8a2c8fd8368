import type { BaseMessage } from '@langchain/core/messages';
import { MessagesZodMeta } from '@langchain/langgraph';
import { registry } from '@langchain/langgraph/zod';
import { z } from 'zod';
import { initially } from './initially.ts';
import { emptyMemory, memorySchema } from './memory.ts';

/** A product as it was shown to the customer, so that "quero 2" can mean it. */
export const shownProductSchema = z.object({
  product_id: z.int().positive(),
  sku: z.string(),
  name: z.string(),
  price: z.number().nullable().describe('List price.'),
  currency: z.string().describe('ISO 4217, for example BRL.'),
  free_quantity: z.number().nullable().describe('Pieces that can be sold now; null where stock is not kept.'),
});

export type ShownProduct = z.infer<typeof shownProductSchema>;

/** A quotation or order as Odoo has it. */
export const orderSchema = z.object({
  order_id: z.int().positive(),
  name: z.string(),
  state: z.string().describe('draft, sent, sale, done or cancel.'),
  lines: z.array(
    z.object({
      product_id: z.int(),
      name: z.string(),
      quantity: z.number(),
      unit_price: z.number(),
      subtotal: z.number(),
    }),
  ),
  amount_untaxed: z.number(),
  amount_tax: z.number(),
  amount_total: z.number(),
  currency: z.string(),
});
export type Order = z.infer<typeof orderSchema>;

/** What every graph that talks to a customer keeps. */
export const conversationState = z.object({
  messages: z.custom<BaseMessage[]>().register(registry, MessagesZodMeta),
  /** What the customer is told at the end of this turn. */
  reply: initially(z.string(), () => ''),
  /** The customer in Odoo; null until known. */
  customer: initially(z.object({ partner_id: z.int(), name: z.string() }).nullable(), () => null),
  /** The products of the last search, in the order in which they were shown. */
  products: initially(z.array(shownProductSchema), () => []),
  /** The quotation or order that this conversation is about. */
  order: initially(orderSchema.nullable(), () => null),
  /** Set when a person must take over. */
  handoff: initially(z.object({ reason: z.string(), summary: z.string() }).nullable(), () => null),
  /** The code of the error that this turn ran into, where there was one. */
  failure: initially(z.string().nullable(), () => null),
  /** What earlier conversations with this contact have left. */
  memory: initially(memorySchema, () => emptyMemory),
  /** The turn that was taken last, so that a repeated one is recognised. */
  turn: initially(z.string(), () => ''),
});
export type ConversationState = z.infer<typeof conversationState>;

/** What a run is told from outside; it comes from the channel, never from a message's text. */
export const conversationContext = z.object({
  tenant: z.string().default('main'),
  contact: z
    .object({
      id: z.int().positive().optional(),
      name: z.string().max(200).optional(),
      phone: z.string().max(20).optional().describe('E.164, verified by the channel.'),
      email: z.string().max(254).optional(),
    })
    .default({}),
  conversation: z.object({ account: z.int().positive(), id: z.int().positive() }).optional(),
});
export type ConversationContext = z.infer<typeof conversationContext>;
