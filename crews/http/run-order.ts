import { randomUUID } from 'node:crypto';
import { InputError } from '#errors/errors.ts';
import { type GraphName, graphCatalogue } from '#graphs/catalogue.ts';
import type { ConversationContext } from '#graphs/shared/conversation-state.ts';
import type { Principal } from '#identity/principal.ts';
import type { RunOrder, StreamMode } from '../runs/run.ts';
import { check } from './route.ts';
import type { Invocation } from './schemas/invocation-schema.ts';
import type { CrewsServices } from './services.ts';

/** What a caller asked for, in the terms of its request. */
export interface Asked extends Omit<Invocation, 'thread_id' | 'context'> {
  graph: GraphName;
  threadId?: string | undefined;
  context?: Partial<ConversationContext> | undefined;
  streamModes: StreamMode[];
  principal: Principal;
}

/**
 * The order of a run: new input in the graph's own form, or the answer to an interrupt.
 *
 * @throws InputError that shows what a right body looks like.
 */
export function orderOf(asked: Asked, { webhooks }: Pick<CrewsServices, 'webhooks'>): RunOrder {
  const { graph, threadId, input, resume, principal, webhook } = asked;
  const hint = invocationHint(graph);
  if ((input === undefined) === (resume === undefined)) {
    throw new InputError('Give either "input" or "resume".', { fix: hint });
  }
  if (resume !== undefined && !threadId) {
    throw new InputError('A "resume" needs the "thread_id" of the thread that waits.', { fix: hint });
  }
  if (webhook && !webhooks) {
    throw new InputError('Webhooks are off, as nothing can sign them.', {
      fix: 'Set RUN_WEBHOOK_SECRET, or leave "webhook" out and ask for the run.',
    });
  }
  return {
    id: randomUUID(),
    threadId: threadId ?? randomUUID(),
    tenant: principal.tenant,
    graph,
    ...(input === undefined
      ? { resume, interruptId: asked.interrupt_id }
      : { input: check<object>(graphCatalogue[graph].input, input, { what: 'input', hint }) }),
    context: asked.context ?? {},
    doubleTexting: asked.double_texting,
    streamModes: asked.streamModes,
    webhook,
    createdAt: new Date().toISOString(),
  };
}

/** What a right body looks like. */
export function invocationHint(graph?: GraphName): string {
  const input = graph === 'catalog-sync' ? '{}' : '{"messages": [{"role": "user", "content": "…"}]}';
  return `Send {"input": ${input}}, or {"thread_id": "…", "resume": "…"}.`;
}
