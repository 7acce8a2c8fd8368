import { z } from 'zod';
import { doubleTextingPolicies, hasEnded, type Run, runStatuses, streamModes } from '../../runs/run.ts';
import { problemOf } from '../problem-of.ts';
import { problemSchema } from './problem-schema.ts';

export const interruptSchema = z
  .object({
    id: z.string().describe('Names the question where a thread waits in several.'),
    value: z.unknown().describe('What the graph asks.'),
  })
  .meta({ id: 'Interrupt' });

export const outputSchema = z
  .record(z.string(), z.unknown())
  .describe("The graph's state, in the form that GET /graphs tells.");

/** A run that has ended well, as its caller sees it. */
export const outcomeSchema = z
  .object({
    run_id: z.uuid(),
    thread_id: z.uuid(),
    status: z.enum(['done', 'interrupted']),
    output: outputSchema,
    interrupts: z.array(interruptSchema).describe('What the thread waits for; empty when it is done.'),
  })
  .meta({ id: 'Outcome' });

export const runSchema = z
  .object({
    run_id: z.uuid(),
    thread_id: z.uuid(),
    graph: z.string(),
    status: z.enum(runStatuses).describe('`interrupted` has ended too: it waits for an answer.'),
    attempt: z.int().describe('More than 1 after a crash or a shutdown of its replica.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    output: outputSchema.optional(),
    output_omitted: z.literal(true).optional().describe('It is large: read it from the thread.'),
    interrupts: z.array(interruptSchema),
    error: problemSchema.optional(),
    webhook: z
      .object({
        url: z.url(),
        state: z.enum(['pending', 'delivered', 'failed']),
        attempts: z.int(),
      })
      .optional(),
  })
  .meta({ id: 'Run' });

export const doubleTextingSchema = z
  .enum(doubleTextingPolicies)
  .default('enqueue')
  .describe(
    'While another run of the thread goes on: wait for it, be refused (409), cut it off, or undo it as well.',
  );

export const streamModesSchema = z
  .array(z.enum(streamModes))
  .max(streamModes.length)
  .describe(
    "What is told on the way: each node's updates, messages by their pieces, custom events, whole states.",
  );

/** The run as it is shown; `error` is a problem as a waiting caller would have got it. */
export function presentRun(run: Run): z.input<typeof runSchema> {
  const { result } = run;
  return {
    run_id: run.id,
    thread_id: run.threadId,
    graph: run.graph,
    status: run.status,
    attempt: run.attempt,
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    ...(result?.output ? { output: result.output } : {}),
    ...(result?.omitted ? { output_omitted: true as const } : {}),
    interrupts: result?.interrupts ?? [],
    ...(result?.error ? { error: problemOf(result.error) } : {}),
    ...(run.webhook ? { webhook: { url: run.webhook, ...deliveryOf(run) } } : {}),
  };
}

function deliveryOf(run: Run) {
  return run.delivery ?? { state: hasEnded(run) ? ('failed' as const) : ('pending' as const), attempts: 0 };
}
