import { z } from 'zod';
import { conversationContext } from '#graphs/shared/conversation-state.ts';
import { doubleTextingSchema } from './run-schema.ts';

const contextSchema = conversationContext
  .omit({ tenant: true })
  .partial()
  .describe('Whom the run is about, as the channel verified it. The tenant comes from the token.');

const webhookSchema = z
  .url({ protocol: /^https?$/, error: 'an http:// or https:// address' })
  .max(2_000)
  .describe('Is told of the end of the run, signed, as Standard Webhooks describes it.');

const resume = z
  .unknown()
  .refine((value) => value !== null, { error: 'null is no answer' })
  .describe('The answer to the interrupt that the thread waits in.');
const interruptId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, { error: 'the id of an interrupt' })
  .optional()
  .describe('Which of several interrupts is answered.');

/** What every way to begin a run takes. */
const common = {
  context: contextSchema.optional(),
  double_texting: doubleTextingSchema,
  webhook: webhookSchema.optional(),
};

export const invocationSchema = z
  .strictObject({
    thread_id: z.uuid().optional().describe('A thread to go on with; a new one without it.'),
    input: z.unknown().optional().describe('New input, in the form that GET /graphs tells.'),
    resume: resume.optional(),
    interrupt_id: interruptId,
    ...common,
  })
  .meta({ id: 'Invocation' });
export type Invocation = z.output<typeof invocationSchema>;

export const resumptionSchema = z
  .strictObject({ resume, interrupt_id: interruptId, ...common })
  .meta({ id: 'Resumption' });

/** RFC 7240 and draft-ietf-httpapi-idempotency-key-header. */
export const runHeaders = z.object({
  prefer: z
    .string()
    .max(200)
    .optional()
    .describe('`respond-async`: answer at once with the address of the run; `wait=10`: after 10 seconds.'),
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('The same key and body name the same run for 24 hours; another body is refused (422).'),
});
export type RunHeaders = z.output<typeof runHeaders>;

const longestWaitSeconds = 120;

/** How long the caller waits for the end of a run, in milliseconds; 0: not at all. */
export function patienceOf({ prefer = '' }: RunHeaders): number {
  if (/\brespond-async\b/i.test(prefer)) return 0;
  const asked = Number(/\bwait\s*=\s*"?(\d{1,6})/i.exec(prefer)?.[1] ?? longestWaitSeconds);
  return Math.min(asked, longestWaitSeconds) * 1_000;
}
