import type { Span } from '@opentelemetry/api';
import { Histogram, type Registry } from 'prom-client';
import { describeError } from '#errors/describe-error.ts';
import { inClientSpan, type SpanStart } from './tracing/span.ts';

/** A request to a system outside, by names that the code itself has: they become labels. */
export interface UpstreamRequest {
  upstream: 'odoo' | 'qdrant' | 'chatwoot' | 'model';
  operation: string;
}

const buckets = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const requestSeconds = new Histogram({
  name: 'upstream_request_seconds',
  help: 'Seconds of a request to Odoo, Qdrant, Chatwoot or a model, retries included, by outcome (ok or an error code).',
  labelNames: ['upstream', 'operation', 'outcome'],
  buckets,
  registers: [],
});

/** Shows the requests of the whole process, as its processor time is shown: services that share one share both. */
export function showUpstreamRequests(registry: Registry): void {
  registry.registerMetric(requestSeconds);
}

/** Begins to time a request; the function that comes back ends that, with `ok` or the code of what went wrong. */
export function timeUpstreamRequest({ upstream, operation }: UpstreamRequest): (outcome: string) => void {
  const started = performance.now();
  return (outcome) =>
    requestSeconds.observe({ upstream, operation, outcome }, (performance.now() - started) / 1_000);
}

/** Does `work`, a request, as a span where traces are recorded, and times it in any case. What it throws is thrown. */
export async function askUpstream<Result>(
  request: UpstreamRequest,
  start: () => SpanStart,
  work: (span: Span | undefined) => Promise<Result>,
): Promise<Result> {
  const end = timeUpstreamRequest(request);
  try {
    const result = await inClientSpan(start, work);
    end('ok');
    return result;
  } catch (error) {
    end(describeError(error).code);
    throw error;
  }
}
