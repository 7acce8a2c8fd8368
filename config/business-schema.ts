import { z } from 'zod';
import { openingHoursSchema } from './opening-hours.ts';

/** The languages that prompts and fixed words are written in; a model also answers in others. */
export const languages = ['pt-BR', 'en'] as const;
export type Language = (typeof languages)[number];

/** Words in every language of the house. */
export type Words = Readonly<Record<Language, string>>;

/** The crews that a company can switch off; what they would have answered goes to a person. */
export const specialists = ['product-search', 'order-creation', 'support', 'scheduling'] as const;
export type Specialist = (typeof specialists)[number];

export const sentiments = ['positive', 'neutral', 'negative', 'angry'] as const;

/** What a customer reads: one text for every language, or one for each. */
const words = (longest: number) => {
  const text = z.string().min(1).max(longest);
  return z.union(
    [
      text.transform((same): Words => ({ 'pt-BR': same, en: same })),
      z.strictObject({ 'pt-BR': text, en: text }),
    ],
    { error: `a text of at most ${longest} characters, or one each under pt-BR and en` },
  );
};

const team = z.int().positive().optional();

const limitsSchema = z.strictObject({
  max_lines: z.int().min(1).max(50).default(20).describe('Most different products in one order.'),
  max_quantity: z.number().positive().max(10_000).default(1_000).describe('Most pieces of one product.'),
  approval_above: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('An order with a higher total waits for a person, in the currency of the order.'),
  max_discount_percent: z
    .number()
    .min(0)
    .max(100)
    .default(100)
    .describe('A line with a higher discount waits for a person, and none higher is spoken of.'),
});

const appointmentsSchema = z.strictObject({
  subject: z
    .string()
    .min(1)
    .max(80)
    .default('Visita')
    .describe('What they are called, for customer and colleague.'),
  duration_minutes: z.int().min(15).max(480).default(60),
  days_ahead: z.int().min(1).max(31).default(14).describe('How far ahead free times are looked for.'),
});

const ceilingSchema = z
  .strictObject({
    tokens: z.int().positive().optional(),
    money: z.number().positive().optional().describe('In the currency of OPENAI_PRICES.'),
  })
  .default({});

const handoffSchema = z.strictObject({
  words: z
    .array(z.string().trim().min(2).max(60))
    .max(100)
    .default([])
    .describe('A message with one of these goes to a person at once, before any model reads it.'),
  sentiments: z.array(z.enum(sentiments)).default(['angry']).describe('As the model reads the customer.'),
  failures: z.int().min(1).max(10).default(3).describe('Turns in a row in which the customer got no answer.'),
});

const teamsSchema = z.strictObject({
  sales: team,
  support: team,
  scheduling: team,
  default: team.describe('For everything else.'),
});

/** What the crews must know of the company they speak for. */
export const businessProfileSchema = z.strictObject({
  name: z.string().min(1).max(80).describe('The name that customers know.'),
  about: z.string().min(1).max(500).describe('What it sells, in a sentence.'),
  tone: z.string().min(1).max(200).describe('How the crews speak.'),
  languages: z
    .array(z.enum(languages))
    .min(1)
    .default([...languages])
    .describe('The languages that customers are answered in; the first where theirs is not known.'),
  greeting: words(500).optional().describe('Answers the first greeting of a conversation, word for word.'),
  hours: openingHoursSchema.extend({
    outside: words(500).optional().describe('What a customer is told who is handed over outside the hours.'),
  }),
  policies: z
    .array(z.string().min(1).max(500))
    .max(30)
    .default([])
    .describe('Rules that every crew knows; longer texts belong into the knowledge base.'),
  limits: limitsSchema.prefault({}),
  handoff: handoffSchema.prefault({}),
  appointments: appointmentsSchema.prefault({}),
  spend: z
    .strictObject({ conversation: ceilingSchema, day: ceilingSchema, month: ceilingSchema })
    .prefault({})
    .describe('What the models may cost; at a ceiling a person takes over.'),
  teams: teamsSchema.default({}).describe('Numbers of the teams in Chatwoot that handoffs go to.'),
  crews: z
    .array(z.enum(specialists))
    .default([...specialists])
    .describe('The crews that are on.'),
  tools_off: z
    .array(z.string().regex(/^[a-z]+(_[a-z]+)+$/, { error: 'a name such as odoo_create_lead' }))
    .default([])
    .describe('Tools that no crew may call.'),
});

export type BusinessProfile = z.infer<typeof businessProfileSchema>;
