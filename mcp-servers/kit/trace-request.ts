import { mcpSpan } from '#telemetry/tracing/mcp-span.ts';
import { continueTrace } from '#telemetry/tracing/propagation.ts';
import { inSpan, isTracing } from '#telemetry/tracing/span.ts';

/** A request of MCP, as far as its trace goes. */
interface TracedRequest {
  method: string;
  params?: Record<string, unknown> | undefined;
}

/**
 * Answers a request in a span that goes on with its caller's trace: the one that its `_meta` names (SEP-414), which
 * survives whatever is between the two, or else that of the HTTP request.
 */
export function traceRequest<Result>(
  { method, params }: TracedRequest,
  headers: object | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!isTracing()) return work();
  const meta = params?._meta as { traceparent?: unknown } | undefined;
  const carrier = meta?.traceparent ? meta : headers;
  return continueTrace(carrier, () => inSpan(() => ({ kind: 'server', ...mcpSpan(method, params) }), work));
}
