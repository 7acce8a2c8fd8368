import type { Span } from '@opentelemetry/api';
import { inLogContext } from '#telemetry/log-context.ts';
import { continueTrace, linkTo } from '#telemetry/tracing/propagation.ts';
import { inSpan } from '#telemetry/tracing/span.ts';
import type { Turn } from './turn-queue.ts';

/**
 * Works on a turn as a part of the trace in which its first message arrived; the other messages that it answers are
 * linked, and each attempt is a span of its own.
 */
export function traceTurn<Result>(
  { tenant, turnId, attempt, messages, traces = [] }: Turn,
  work: (span: Span | undefined) => Promise<Result>,
): Promise<Result> {
  const [first, ...others] = traces;
  const start = () => ({
    name: 'answer turn',
    kind: 'consumer' as const,
    attributes: {
      'messaging.operation.type': 'process',
      'messaging.batch.message_count': messages.length,
      'mcp_first.tenant': tenant,
      'mcp_first.turn.id': turnId,
      'mcp_first.turn.attempt': attempt,
    },
    links: others.flatMap(linkTo),
  });
  return inLogContext({ tenant, turn: turnId }, () => continueTrace(first, () => inSpan(start, work)));
}
