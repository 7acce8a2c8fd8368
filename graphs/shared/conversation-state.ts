import type { BaseMessage } from '@langchain/core/messages';
import { MessagesZodMeta } from '@langchain/langgraph';
import { registry } from '@langchain/langgraph/zod';
import { z } from 'zod';
import { languages } from '#config/business-schema.ts';
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
      discount: z.number().default(0).describe('Percent.'),
      subtotal: z.number(),
    }),
  ),
  amount_untaxed: z.number(),
  amount_tax: z.number(),
  amount_total: z.number(),
  currency: z.string(),
});
export type Order = z.infer<typeof orderSchema>;

/** Why a person takes over. */
export const handoffCauses = [
  'asked',
  'words',
  'sentiment',
  'failures',
  'spend_ceiling',
  'crew_off',
  'several_customers',
  'not_verified',
  'appointment_unclear',
  'unfounded_reply',
] as const;
export type HandoffCause = (typeof handoffCauses)[number];

const handoffSchema = z.object({
  reason: z.string(),
  summary: z.string(),
  /** The team's number in Chatwoot, where the business profile names one. */
  team: z.number().nullable().default(null),
});

/** Any form: LangGraph's reducer checks messages, and Studio draws no graph's input that JSON Schema cannot say. */
const messagesSchema = z.unknown() as unknown as z.ZodType<BaseMessage[], BaseMessage[]>;

/** What every graph that talks to a customer keeps. */
export const conversationState = z.object({
  messages: messagesSchema.register(registry, MessagesZodMeta),
  /** What the customer is told at the end of this turn. */
  reply: initially(z.string(), () => ''),
  /** The language that the customer writes, where it is one of the house. */
  language: initially(z.enum(languages).nullable(), () => null),
  /** The customer in Odoo; null until known. */
  customer: initially(z.object({ partner_id: z.int(), name: z.string() }).nullable(), () => null),
  /** The products of the last search, in the order in which they were shown. */
  products: initially(z.array(shownProductSchema), () => []),
  /** The quotation or order that this conversation is about. */
  order: initially(orderSchema.nullable(), () => null),
  /** Why a person must take over in this turn; null while none must. */
  handoffCause: initially(z.enum(handoffCauses).nullable(), () => null),
  /** What that person is told; set once the handover is decided. */
  handoff: initially(handoffSchema.nullable(), () => null),
  /** The code of the error that this turn ran into, where there was one. */
  failure: initially(z.string().nullable(), () => null),
  /** Whether this turn ends without what the customer asked for. */
  unanswered: initially(z.boolean(), () => false),
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
      email: z.string().max(254).optional().describe('Verified by the channel.'),
    })
    .default({}),
  conversation: z.object({ account: z.int().positive(), id: z.int().positive() }).optional(),
  autoReplied: z
    .boolean()
    .optional()
    .describe('Whether the channel itself has just greeted the customer, or said when people are there.'),
});
export type ConversationContext = z.infer<typeof conversationContext>;
