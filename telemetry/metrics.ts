import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { showUpstreamRequests } from './ask-upstream.ts';

/** The metrics of one process or, where several services share a process, of one service. */
export interface Metrics {
  registry: Registry;
  /** Tool calls by tool and outcome (`ok` or an error code). */
  toolCalls: Counter<'tool' | 'outcome'>;
  /** Seconds of a tool call. */
  toolSeconds: Histogram<'tool'>;
  /** Seconds of an HTTP request by route pattern and status. */
  httpSeconds: Histogram<'route' | 'method' | 'status'>;
}

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  showUpstreamRequests(registry);
  return {
    registry,
    toolCalls: new Counter({
      name: 'mcp_tool_calls_total',
      help: 'Tool calls by tool and outcome.',
      labelNames: ['tool', 'outcome'],
      registers: [registry],
    }),
    toolSeconds: new Histogram({
      name: 'mcp_tool_call_seconds',
      help: 'Seconds of a tool call.',
      labelNames: ['tool'],
      buckets: secondsBuckets,
      registers: [registry],
    }),
    httpSeconds: new Histogram({
      name: 'http_request_seconds',
      help: 'Seconds of an HTTP request.',
      labelNames: ['route', 'method', 'status'],
      buckets: secondsBuckets,
      registers: [registry],
    }),
  };
}
