import { z } from 'zod';
import { toolDefiner } from '../kit/define-tool.ts';
import type { ChatwootServices } from './services.ts';

/** Declares a tool of mcp-chatwoot. */
export const defineChatwootTool = toolDefiner<ChatwootServices>();

/** Annotations of a tool that only looks things up. */
export const readsChatwoot = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/** Annotations of a tool that changes what the operators see; repeating it changes no more. */
export const changesChatwoot = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/** Annotations of a tool that writes to a customer, outside of both systems. */
export const writesToCustomer = { ...changesChatwoot, openWorldHint: true } as const;

/**
 * Longest time for a tool that writes, in seconds: above the sum of its waits for Chatwoot, so that it ends
 * by knowing what happened and not by being cut off.
 */
export const writeTimeoutSeconds = 90;

export const conversationId = z
  .int()
  .positive()
  .describe('The number of the conversation, as people see it.');

export const contactId = z.int().positive().describe('The number of the contact.');

/** Chatwoot keeps labels as a list with commas. */
export const labelNames = z
  .array(
    z
      .string()
      .trim()
      .regex(/^[^,\p{Cc}]{1,100}$/u, 'must be 1 to 100 characters without a comma'),
  )
  .min(1)
  .max(20);

export const deliveryKey = z
  .string()
  .min(1)
  .max(200)
  .describe('Names this delivery. Repeating a call with the same key and text never sends twice.');

export const evenIfOpen = z
  .boolean()
  .default(false)
  .describe('Send also when the conversation is not with the bot; only when a person asked for it.');
