import { z } from 'zod';
import { graphNameOf } from '../graph-name.ts';
import { idempotencyKeyOf, receiveRun } from '../receive-run.ts';
import { defineRoute } from '../route.ts';
import { eventsOf, eventsSchema, followHeaders } from '../run-events.ts';
import { invocationHint, orderOf } from '../run-order.ts';
import { invocationSchema, runHeaders } from '../schemas/invocation-schema.ts';
import { streamModesSchema } from '../schemas/run-schema.ts';

const bodySchema = invocationSchema
  .extend({ stream_modes: streamModesSchema.min(1).default(['updates', 'messages', 'custom']) })
  .meta({ id: 'StreamedInvocation' });

export const streamGraph = defineRoute({
  operation: 'streamGraph',
  method: 'post',
  path: '/graphs/{name}/stream',
  tag: 'Graphs',
  summary: 'Runs a graph and tells of it on the way, as server-sent events.',
  description:
    'A client that was cut off goes on with `GET /runs/{id}/stream` and the `Last-Event-ID` it has seen: the run ' +
    'goes on without it.',
  scope: 'graphs:run',
  hint: invocationHint(),
  params: z.object({ name: z.string() }),
  headers: runHeaders.omit({ prefer: true }).extend(followHeaders.shape),
  body: bodySchema,
  answers: {
    200: { description: 'Events, until the run has ended.', content: { 'text/event-stream': eventsSchema } },
  },
  async handle({ params, headers, body, principal, gone }, services) {
    const graph = graphNameOf(params.name);
    const { thread_id: threadId, stream_modes: streamModes, ...rest } = body;
    const order = orderOf({ ...rest, graph, threadId, principal, streamModes }, services);
    const key = idempotencyKeyOf(headers['idempotency-key'], principal, ['stream', graph, body]);
    const id = await receiveRun(order, key, services);
    return {
      status: 200,
      headers: { 'content-location': `/runs/${id}/stream` },
      events: eventsOf(id, { after: headers['last-event-id'], gone }, services),
    };
  },
});
