import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { context, propagation } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import manifest from '#package.json' with { type: 'json' };
import { maskSpans } from './mask-spans.ts';
import { reportOutages } from './report-outages.ts';
import { recordSpansWith } from './span.ts';
import type { TracingOptions } from './start-tracing.ts';

/** Spans wait in memory until they are sent; what a destination that is down leaves no room for is dropped. */
const batches = { maxQueueSize: 4_096, maxExportBatchSize: 512, scheduledDelayMillis: 1_000 };
const sendingMs = 5_000;
/** Within the time that an orchestrator leaves a process after SIGTERM. */
const lastWordMs = 3_000;

/** Records spans and sends them in batches, in the background. */
export function startSdk({ destinations, ratio, service, logger }: TracingOptions): {
  close(): Promise<void>;
} {
  const own = resourceFromAttributes({
    'service.namespace': 'mcp-first',
    'service.name': service,
    'service.version': manifest.version,
    'service.instance.id': randomUUID(),
  });
  const provider = new TracerProvider({
    // OTEL_RESOURCE_ATTRIBUTES, by which an operator names the cluster or the pod.
    resource: own.merge(detectResources({ detectors: [envDetector] })),
    // A trace that has begun elsewhere is recorded as a whole or not at all.
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanLimits: { attributeValueLengthLimit: 500, attributeCountLimit: 50, linkCountLimit: 50 },
    spanProcessors: [
      maskSpans,
      ...destinations.map(({ name, url, headers }) => {
        const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: sendingMs });
        return new BatchSpanProcessor({ ...batches, exporter: reportOutages(exporter, name, logger) });
      }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  recordSpansWith(provider.getTracer('mcp-first', manifest.version));
  const close = async () => {
    recordSpansWith(undefined);
    context.disable();
    propagation.disable();
    // That a destination did not take the last ones was reported when they were sent.
    const sent = provider.shutdown().catch(() => undefined);
    await Promise.race([sent, sleep(lastWordMs, undefined, { ref: false })]);
    process.off('beforeExit', close);
  };
  // A server over stdio ends by itself when its client hangs up.
  process.once('beforeExit', close);
  return { close };
}
