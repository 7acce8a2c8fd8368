import { context, propagation } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { recordSpansWith } from '../span.ts';

export interface RecordedSpans {
  /** The spans that have ended, in that order. */
  ended(): ReadableSpan[];
  /** The names of a span and of those around it, from the inside out. */
  path(name: string): string[];
  stop(): void;
}

/** Records the spans of this process in memory, for tests of what makes them. */
export function recordSpans(): RecordedSpans {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  recordSpansWith(provider.getTracer('test'));
  const ended = () => exporter.getFinishedSpans();
  const pathOf = (span: ReadableSpan | undefined): string[] => {
    if (!span) return [];
    const parent = ended().find((each) => each.spanContext().spanId === span.parentSpanContext?.spanId);
    return [span.name, ...pathOf(parent)];
  };
  return {
    ended,
    path: (name) => pathOf(ended().find((span) => span.name === name)),
    stop() {
      recordSpansWith(undefined);
      context.disable();
      propagation.disable();
    },
  };
}
