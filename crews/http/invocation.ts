import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { type GraphName, graphCatalogue } from '#graphs/catalogue.ts';
import { conversationContext } from '#graphs/shared/conversation-state.ts';

const invocationSchema = z.strictObject({
  thread_id: z.uuid().optional().describe('A thread to go on with; a new one without it.'),
  input: z.unknown().optional().describe('New input, in the form that the graph takes.'),
  resume: z.unknown().optional().describe('The answer to the interrupt that the thread waits in.'),
  context: conversationContext.omit({ tenant: true }).optional(),
});

export interface Invocation {
  threadId: string | undefined;
  /** Exactly one of the two. */
  input: object | undefined;
  resume: unknown;
  context: Omit<z.output<typeof conversationContext>, 'tenant'> | undefined;
}

/**
 * Reads the body of an invocation: new input for the graph, or the answer to an interrupt.
 *
 * @throws InputError that shows what a right body looks like.
 */
export function parseInvocation(graph: GraphName, body: unknown): Invocation {
  const { thread_id, input, resume, context } = check(invocationSchema, body, 'body');
  if ((input === undefined) === (resume === undefined)) {
    throw new InputError('Give either "input" or "resume".', { fix: example(graph) });
  }
  if (resume !== undefined && !thread_id) {
    throw new InputError('A "resume" needs the "thread_id" of the thread that waits.', {
      fix: example(graph),
    });
  }
  return {
    threadId: thread_id,
    input:
      input === undefined
        ? undefined
        : check(graphCatalogue[graph].input as z.ZodType<object>, input, 'input'),
    resume,
    context,
  };

  function check<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const problems = parsed.error.issues
      .slice(0, 4)
      .map(({ path, message }) => `${path.join('.') || what}: ${message}`);
    throw new InputError(`The ${what} is wrong. ${problems.join('; ')}`, { fix: example(graph) });
  }
}

function example(graph: GraphName): string {
  const input = graph === 'catalog-sync' ? '{}' : '{"messages": [{"role": "user", "content": "…"}]}';
  return `Send {"input": ${input}}, or {"thread_id": "…", "resume": "…"}.`;
}
