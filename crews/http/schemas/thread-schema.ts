import type { StateSnapshot } from '@langchain/langgraph';
import { z } from 'zod';
import { openInterrupts } from '../../open-interrupts.ts';
import { presentOutput } from '../../runs/present-output.ts';
import { runIdOf } from '../../runs/stamp-checkpoints.ts';
import { interruptSchema, outputSchema } from './run-schema.ts';

export const checkpointSchema = z
  .object({
    checkpoint_id: z.string().describe('Where a fork can begin.'),
    run_id: z.string().optional().describe('The run that wrote it, where it was one of this API.'),
    source: z.string().describe('input, loop, update or fork.'),
    step: z.int(),
    created_at: z.iso.datetime().optional(),
    values: outputSchema,
    next: z.array(z.string()).describe('The nodes that come next.'),
    interrupts: z.array(interruptSchema),
  })
  .meta({ id: 'Checkpoint' });

export const threadSchema = z
  .object({
    thread_id: z.uuid(),
    graph: z.string(),
    status: z
      .enum(['idle', 'busy', 'interrupted'])
      .describe('Busy while a run of it has not ended; interrupted while it waits for an answer.'),
    active_run: z.uuid().optional(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    checkpoint: checkpointSchema.optional().describe('The newest; none before the first run has begun.'),
  })
  .meta({ id: 'Thread' });

/** A checkpoint as the API shows it. */
export function presentCheckpoint(state: StateSnapshot): z.input<typeof checkpointSchema> {
  const { config, metadata, createdAt, values, next } = state;
  const runId = runIdOf(metadata);
  return {
    checkpoint_id: String(config.configurable?.checkpoint_id),
    ...(runId ? { run_id: runId } : {}),
    source: metadata?.source ?? 'loop',
    step: metadata?.step ?? 0,
    ...(createdAt ? { created_at: createdAt } : {}),
    values: presentOutput(values as Record<string, unknown>),
    next: [...next],
    interrupts: openInterrupts(state).map(({ id = '', value }) => ({ id, value: value as unknown })),
  };
}

/** Whether a thread has a checkpoint at all. */
export function hasCheckpoint({ config }: StateSnapshot): boolean {
  return config.configurable?.checkpoint_id !== undefined;
}
