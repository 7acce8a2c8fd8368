import { findRun, idParams } from '../find-run.ts';
import { defineRoute } from '../route.ts';
import { eventsOf, eventsSchema, followHeaders } from '../run-events.ts';

export const streamRun = defineRoute({
  operation: 'streamRun',
  method: 'get',
  path: '/runs/{id}/stream',
  tag: 'Runs',
  summary: 'Follows a run, from its beginning or from behind the last event that was seen.',
  scope: 'graphs:run',
  params: idParams,
  headers: followHeaders,
  answers: {
    200: { description: 'Events, until the run has ended.', content: { 'text/event-stream': eventsSchema } },
  },
  async handle({ params, headers, principal, gone }, services) {
    const { id } = await findRun(params.id, principal, services);
    return { status: 200, events: eventsOf(id, { after: headers['last-event-id'], gone }, services) };
  },
});
