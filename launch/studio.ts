import { spawn } from 'node:child_process';
import { environmentVariables } from '#config/environment.ts';
import { UpstreamError } from '#errors/errors.ts';
import { runProcess } from '#service/run-process.ts';
import { createLogger } from '#telemetry/logger.ts';
import { startEverything } from './start-everything.ts';

/**
 * The dev server's command, pinned: its newest tag is an older line. It is not a dependency, because it brings
 * optional native packages that can make an installation fail.
 */
const command = ['--yes', '@langchain/langgraph-cli@1.5.1', 'dev', '--no-browser'];

/** `npm run studio`: the graphs in LangGraph's dev server, on the gateway and the stand-ins of this process. */
await runProcess(async () => {
  const environment = environmentVariables();
  const logger = createLogger({ service: 'studio', level: environment.LOG_LEVEL ?? 'warn' });
  const everything = await startEverything({ environment, freePorts: true, logger });
  const { config } = everything;
  const server = spawn('npx', [...command, ...process.argv.slice(2)], {
    stdio: 'inherit',
    detached: false,
    env: {
      ...environment,
      LANGGRAPH_CLI_NO_ANALYTICS: '1',
      MCP_ORCHESTRATOR_URL: config.MCP_ORCHESTRATOR_URL,
      OPENAI_MODEL: config.OPENAI_MODEL,
      OPENAI_API_KEY: config.OPENAI_API_KEY ?? '',
      OPENAI_BASE_URL: config.OPENAI_BASE_URL ?? '',
    },
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    server.once('spawn', resolve);
    server.once('error', (error) => reject(new UpstreamError('npx could not be started.', { cause: error })));
  });
  return {
    async close() {
      server.kill('SIGTERM');
      await ended;
      await everything.close();
    },
  };
});
