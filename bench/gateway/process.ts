import { loadConfig } from '#config/load-config.ts';
import { createTokens } from '#identity/tokens.ts';
import { startServer } from '#mcp-servers/kit/start-server.ts';
import { startOrchestrator } from '#mcp-servers/orchestrator/start-orchestrator.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { noOpServer } from './no-op-server.ts';

/**
 * One side of the bench as a process of its own: `node process.ts upstream <secret>`, or
 * `node process.ts gateway <secret> <address of the upstream>`. Tells its address to its parent, and what it has
 * used whenever it is asked.
 */
const [side, secret, upstreamUrl = ''] = process.argv.slice(2);
const config = loadConfig({ JWT_SECRET: secret, AUDIT: 'off', TOOL_CALLS_PER_MINUTE: '10000000' });
const options = { config, tokens: createTokens(config.JWT_SECRET), logger: silentLogger, port: 0 };

const running =
  side === 'upstream'
    ? await startServer(noOpServer, options)
    : await startOrchestrator({
        ...options,
        settings: {
          crews: {},
          upstreams: [
            {
              name: noOpServer.name,
              prefix: 'bench',
              target: { kind: 'http', url: upstreamUrl, mint: true, headers: {} },
              tools: ['*'],
              timeoutMs: 60_000,
              trust: 'open',
            },
          ],
        },
      });

process.on('message', () => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ heapBytes: process.memoryUsage().heapUsed, cpuMicroseconds: user + system });
});
process.on('disconnect', () => process.exit());
process.send?.({ url: running.url });
