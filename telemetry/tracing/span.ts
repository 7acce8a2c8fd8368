import {
  type Attributes,
  context,
  type Link,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { describeError } from '#errors/describe-error.ts';

let tracer: Tracer | undefined;

/** From now on spans are recorded; `undefined` ends that. */
export function recordSpansWith(given: Tracer | undefined): void {
  tracer = given;
}

/** Whether this process records traces. */
export function isTracing(): boolean {
  return tracer !== undefined;
}

export interface SpanStart {
  name: string;
  /** What the other side is: a `client` asks somebody, a `server` or `consumer` was asked. */
  kind?: 'internal' | 'client' | 'server' | 'consumer';
  /** Names and numbers only: never what a customer wrote or a tool answered. */
  attributes?: Attributes;
  links?: Link[];
}

const kinds = {
  internal: SpanKind.INTERNAL,
  client: SpanKind.CLIENT,
  server: SpanKind.SERVER,
  consumer: SpanKind.CONSUMER,
};

/**
 * Does `work` in a span of its own, which ends with it. Without tracing that is only the call of `work`: `start` is
 * not even asked.
 */
export function inSpan<Result>(
  start: () => SpanStart,
  work: (span: Span | undefined) => Promise<Result>,
): Promise<Result> {
  if (!tracer) return work(undefined);
  const { name, kind = 'internal', attributes, links } = start();
  const options = {
    kind: kinds[kind],
    ...(attributes ? { attributes } : {}),
    ...(links ? { links } : {}),
  };
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      failSpan(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The same for a request to somebody else; what asks by itself, such as a watch, begins no trace. */
export function inClientSpan<Result>(
  start: () => SpanStart,
  work: (span: Span | undefined) => Promise<Result>,
): Promise<Result> {
  if (!tracer || !trace.getSpan(context.active())) return work(undefined);
  return inSpan(() => ({ kind: 'client', ...start() }), work);
}

/** A span of what is told in two calls, a start and an end; undefined without tracing. The caller ends it. */
export function startSpan({ name, kind = 'internal', attributes }: SpanStart): Span | undefined {
  return tracer?.startSpan(name, { kind: kinds[kind], ...(attributes ? { attributes } : {}) });
}

/** Marks what failed by the error's code: a message can quote what it was given. */
export function failSpan(span: Span, error: unknown): void {
  // A graph that stops to ask a person throws, too.
  if ((error as { is_bubble_up?: unknown } | undefined)?.is_bubble_up === true) return;
  markFailed(span, describeError(error).code);
}

/** Marks a span whose work ended in a failure that was not thrown. */
export function markFailed(span: Span, code: string): void {
  span.setAttribute('error.type', code);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Marks the present span by the code of a failure that becomes an answer. */
export function failPresentSpan(code: string): void {
  const span = tracer && trace.getSpan(context.active());
  if (span) markFailed(span, code);
}
