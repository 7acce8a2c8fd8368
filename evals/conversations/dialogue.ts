import { z } from 'zod';
import { handoffCauses } from '#graphs/shared/conversation-state.ts';

/** What dialogues are about; the table of results has a line for each. */
export const dialogueClasses = [
  'small-talk',
  'search',
  'order',
  'approval',
  'support',
  'scheduling',
  'identity',
  'people',
  'media',
  'abuse',
] as const;
export type DialogueClass = (typeof dialogueClasses)[number];

/** Companies whose crews are spoken with; they differ in their business profile. */
export const companies = ['open', 'closed'] as const;
export type Company = (typeof companies)[number];

const patterns = z.array(z.string().min(1).transform(asPattern)).default([]);
const toolNames = z.array(z.string().regex(/^(odoo|qdrant|chatwoot)_\w+$/)).default([]);
const lines = z.record(z.string(), z.number().positive());

/** What is expected of a step, beside that it is answered once. Words are patterns without regard to capitals. */
const expected = {
  tools: toolNames.describe('Called in this step.'),
  never: toolNames.describe('Not called in this step.'),
  reply: patterns.describe('The reply holds each of these.'),
  not: patterns.describe('The reply holds none of these.'),
};

const sendingSchema = z.union([
  z.string().min(1),
  z.strictObject({
    text: z.string().optional(),
    file: z
      .strictObject({
        kind: z.enum(['audio', 'image', 'video', 'file']),
        transcript: z.string().optional().describe("Chatwoot's own, of an audio message."),
      })
      .optional(),
    place: z.strictObject({ latitude: z.number(), longitude: z.number(), title: z.string() }).optional(),
    reply_to: z.string().transform(asPattern).optional().describe('To the last reply that holds this.'),
  }),
]);
export type Sending = z.output<typeof sendingSchema>;

const inChatwoot = z.union([
  z.enum(['take_over', 'resolve', 'return_to_bot']),
  z.strictObject({ note: z.string() }),
  z.strictObject({ reply: z.string() }),
]);
export type OperatorInChatwoot = z.output<typeof inChatwoot>;

const operatorSchema = z.union([
  inChatwoot,
  z
    .strictObject({ decides: z.enum(['approve', 'reject']) })
    .describe('About the approval that waits, over the HTTP API of crews.'),
]);
export type Operator = z.output<typeof operatorSchema>;

const customerStep = z.strictObject({
  customer: z.union([sendingSchema.transform((one) => [one]), z.array(sendingSchema).min(1)]),
  ...expected,
  meanwhile: z
    .strictObject({ after: z.string(), operator: inChatwoot })
    .optional()
    .describe('What the operator does as soon as this tool has been called.'),
  silent: z.boolean().default(false).describe('The bot keeps out.'),
});

const operatorStep = z.strictObject({
  operator: operatorSchema,
  ...expected,
  note: patterns.describe("The bot's own note, which must come, holds each of these."),
});

const timeStep = z.strictObject({ hours_pass: z.number().positive() });
const companyStep = z.strictObject({
  company: z.enum(['cancels_order', 'changes_price']).describe('What somebody does in Odoo meanwhile.'),
});

export const stepSchema = z.union([customerStep, operatorStep, timeStep, companyStep]);
export type Step = z.output<typeof stepSchema>;
export type CustomerStep = z.output<typeof customerStep>;
export type OperatorStep = z.output<typeof operatorStep>;

const earlierOrder = z.strictObject({
  lines,
  state: z.enum(['quotation', 'confirmed', 'invoiced']).default('confirmed'),
});
export type EarlierOrder = z.output<typeof earlierOrder>;

const endSchema = z.strictObject({
  status: z.enum(['pending', 'open', 'resolved']).default('pending').describe('Of the conversation.'),
  orders: z
    .union([z.literal('any'), z.array(z.strictObject({ state: z.enum(['draft', 'sale', 'cancel']), lines }))])
    .default([])
    .describe('All that were made in the dialogue, in their order; lines by product code.'),
  appointments: z.int().min(0).default(0).describe('Coming ones of this customer.'),
  leads: z.int().min(0).default(0),
  new_customers: z
    .union([z.literal('any'), z.int().min(0)])
    .default(0)
    .describe('Customers that were made in Odoo.'),
  order_notes: patterns.describe('Each is held by a note on an earlier order.'),
  handoff: z
    .enum(handoffCauses)
    .nullable()
    .default(null)
    .describe('Why a person was called in the last turn.'),
  remembers: patterns.describe('Each is held by what is remembered of the contact.'),
});

/** One conversation: what customer, operator, company and time do, and what must have come of it. */
export const dialogueSchema = z.strictObject({
  class: z.enum(dialogueClasses),
  shows: z.string().min(1),
  company: z.enum(companies).default('open'),
  /** Customers whom Odoo knows with the phone of this conversation, the first with these earlier orders. */
  known: z
    .strictObject({ names: z.array(z.string()).min(1), orders: z.array(earlierOrder).default([]) })
    .optional(),
  steps: z.array(stepSchema).min(1),
  ends: endSchema.prefault({}),
});
export type Dialogue = z.output<typeof dialogueSchema> & {
  /** The file's name without its ending. */
  name: string;
};

function asPattern(text: string): RegExp {
  return new RegExp(text, 'iu');
}
