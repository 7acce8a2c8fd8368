import { Counter, Gauge } from 'prom-client';
import type { Metrics } from '#telemetry/metrics.ts';
import type { GatewayCatalogue } from './catalogue/gateway-catalogue.ts';
import type { Upstream } from './upstreams/open-upstream.ts';

/** What the gateway counts. */
export interface GatewayMetrics {
  called(tool: string, outcome: string, milliseconds: number): void;
  /** A look into the cache of results. */
  lookedUp(found: 'hit' | 'miss'): void;
}

export function gatewayMetrics(metrics: Metrics): GatewayMetrics {
  const lookups = new Counter({
    name: 'mcp_gateway_cache_total',
    help: 'Looks into the cache of results, by what was found.',
    labelNames: ['found'],
    registers: [metrics.registry],
  });
  return {
    called(tool, outcome, milliseconds) {
      metrics.toolCalls.inc({ tool, outcome });
      metrics.toolSeconds.observe({ tool }, milliseconds / 1_000);
    },
    lookedUp: (found) => lookups.inc({ found }),
  };
}

/** Which upstreams are there, and how many of their tools are set aside; read when somebody asks. */
export function measureUpstreams(
  { registry }: Metrics,
  upstreams: readonly Upstream[],
  catalogue: GatewayCatalogue,
): void {
  new Gauge({
    name: 'mcp_gateway_upstream_up',
    help: 'Whether an upstream is reached (1) or away (0).',
    labelNames: ['upstream'],
    registers: [registry],
    collect() {
      for (const { settings, state } of upstreams)
        this.set({ upstream: settings.name }, state() === 'ok' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'mcp_gateway_quarantined_tools',
    help: 'Tools of an upstream that are set aside because the lockfile does not know them so.',
    labelNames: ['upstream'],
    registers: [registry],
    collect() {
      const aside = [...catalogue.current().quarantined.values()];
      for (const upstream of upstreams) {
        const count = aside.filter((tool) => tool.upstream === upstream).length;
        this.set({ upstream: upstream.settings.name }, count);
      }
    },
  });
}
