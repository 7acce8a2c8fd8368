import { createMetrics } from '#telemetry/metrics.ts';
import { runProvider } from '../kit/run-server.ts';
import { connectUpstreams } from './start-orchestrator.ts';

const metrics = createMetrics('mcp-orchestrator');

await runProvider({
  name: 'mcp-orchestrator',
  portOf: (config) => config.PORT_MCP_ORCHESTRATOR,
  metrics,
  connect: (options) => connectUpstreams(options, metrics),
});
