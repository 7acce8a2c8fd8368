import { context, type Link, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { isTracing } from './span.ts';

/** The names of W3C Trace Context, which HTTP headers and MCP's `_meta` (SEP-414) share. */
export type TraceCarrier = Readonly<Record<string, string>>;

const nothing: TraceCarrier = Object.freeze({});

/** What tells another process of the present span: `traceparent` and, where there is one, `tracestate`. */
export function traceCarrier(): TraceCarrier {
  if (!isTracing()) return nothing;
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

/** The `_meta` of an MCP request with the present span in it; as it was where there is none. */
export function withTraceMeta<Params extends object>(params: Params & { _meta?: unknown }): Params {
  const carrier = traceCarrier();
  if (!carrier.traceparent) return params;
  return { ...params, _meta: { ...(params._meta as object | undefined), ...carrier } };
}

/**
 * Does `work` as a part of the trace that another process told of. What carries none, and what carries nonsense,
 * begins a trace of its own.
 */
export function continueTrace<Result>(carrier: unknown, work: () => Result): Result {
  if (!isTracing()) return work();
  return context.with(propagation.extract(ROOT_CONTEXT, carrier ?? nothing), work);
}

/** Points at the span that another process told of; none where it told nothing. */
export function linkTo(carrier: TraceCarrier): Link[] {
  const spanContext = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, carrier));
  return spanContext ? [{ context: spanContext }] : [];
}

/** The ids of the present span, for a log line; undefined outside of any. */
export function presentTrace(): { trace_id: string; span_id: string } | undefined {
  if (!isTracing()) return undefined;
  const spanContext = trace.getSpanContext(context.active());
  return spanContext && { trace_id: spanContext.traceId, span_id: spanContext.spanId };
}
