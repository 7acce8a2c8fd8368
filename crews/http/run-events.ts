import { z } from 'zod';
import { followRun } from '../runs/follow-run.ts';
import type { Run } from '../runs/run.ts';
import { withOutput } from '../runs/with-output.ts';
import type { ServerSentEvent } from './route.ts';
import { presentRun } from './schemas/run-schema.ts';
import type { CrewsServices } from './services.ts';

export const eventsSchema = z
  .string()
  .describe(
    '`metadata` (run_id, thread_id) first; then `updates`, `messages`, `custom` and `values` with an id each; at ' +
      'last `end` with the run.',
  );

export const followHeaders = z.object({
  'last-event-id': z
    .string()
    .regex(/^\d{1,20}-\d{1,20}$/, { error: 'the id of an event of this run' })
    .optional()
    .describe('The last event that was seen; what came after it is told.'),
});

/** A run as server-sent events, from behind the event `after` on. Any replica can tell of any run. */
export async function* eventsOf(
  id: string,
  { after, gone }: { after: string | undefined; gone: AbortSignal },
  { runs, graphs }: CrewsServices,
): AsyncGenerator<ServerSentEvent> {
  const run = await runs.read(id);
  if (run) yield metadataOf(run);
  for await (const happening of followRun(runs, id, { after, signal: gone })) {
    if (happening.kind === 'event') {
      const { id: eventId, mode, data } = happening.event;
      yield { id: eventId, event: mode, data };
    } else {
      yield { event: 'end', data: JSON.stringify(presentRun(await withOutput(happening.run, graphs))) };
    }
  }
}

function metadataOf({ id, threadId }: Run): ServerSentEvent {
  return { event: 'metadata', data: JSON.stringify({ run_id: id, thread_id: threadId }) };
}
