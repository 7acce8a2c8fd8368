import { z } from 'zod';
import { graphNames } from '#graphs/catalogue.ts';
import { defineRoute } from '../route.ts';
import { graphSchema, presentGraph } from '../schemas/graph-schema.ts';

let graphs: z.input<typeof graphSchema>[] | undefined;

export const listGraphs = defineRoute({
  operation: 'listGraphs',
  method: 'get',
  path: '/graphs',
  tag: 'Graphs',
  summary: 'The graphs, with the schemas of what they take and give.',
  answers: {
    200: {
      description: 'All graphs.',
      content: { 'application/json': z.object({ graphs: z.array(graphSchema) }) },
    },
  },
  handle() {
    graphs ??= graphNames.map(presentGraph);
    return { status: 200, json: { graphs } };
  },
});
