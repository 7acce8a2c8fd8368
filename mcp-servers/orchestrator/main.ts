import type { Config } from '#config/load-config.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { runProvider } from '../kit/run-server.ts';
import { connectGateway } from './start-orchestrator.ts';

const isOverStdio = process.argv.includes('--stdio');
/** Restarted together with an upstream, it comes up with that one's tools; who starts it over stdio does not wait. */
const startPatienceMs = isOverStdio ? 0 : 5_000;
const metrics = createMetrics('mcp-orchestrator');

await runProvider({
  name: 'mcp-orchestrator',
  portOf: (config) => config.PORT_MCP_ORCHESTRATOR,
  metrics,
  connect: ({ config, ...options }) =>
    connectGateway({ ...options, config: withFreeStdout(config), startPatienceMs }, metrics),
});

/** Over stdio, standard output belongs to the protocol: calls are then recorded on standard error. */
function withFreeStdout(config: Config): Config {
  if (!isOverStdio) return config;
  return { ...config, AUDIT: config.AUDIT.map((sink) => (sink === 'stdout' ? 'stderr' : sink)) };
}
