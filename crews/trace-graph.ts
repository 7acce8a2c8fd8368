import { inSpan } from '#telemetry/tracing/span.ts';

/** Does `work`, a run of a graph, in a span as the conventions for generative AI have it. */
export function traceGraph<Result>(
  graph: string,
  threadId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const start = () => ({
    name: `invoke_agent ${graph}`,
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': graph,
      'gen_ai.conversation.id': threadId,
      // The names by which Langfuse groups what belongs to one conversation.
      'session.id': threadId,
    },
  });
  return inSpan(start, work);
}
