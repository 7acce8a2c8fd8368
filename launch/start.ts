import { configFromEnvironment, environmentVariables } from '#config/environment.ts';
import { tracingSettings } from '#config/tracing-settings.ts';
import { runProcess } from '#service/run-process.ts';
import { createLogger } from '#telemetry/logger.ts';
import { withTracing } from '#telemetry/tracing/start-tracing.ts';
import { banner } from './banner.ts';
import { startEverything } from './start-everything.ts';

/** `npm start`: everything in one process. */
await runProcess(async () => {
  const started = performance.now();
  const config = configFromEnvironment();
  // A person reads this terminal: only what needs attention, unless LOG_LEVEL asks for more.
  const environment = environmentVariables();
  const logger = createLogger({
    service: 'mcp-first',
    level: environment.LOG_LEVEL ? config.LOG_LEVEL : 'warn',
  });
  const everything = await withTracing({ ...tracingSettings(config), service: 'mcp-first', logger }, () =>
    startEverything({ environment, logger }),
  );
  process.stdout.write(banner(everything, (performance.now() - started) / 1_000));
  return everything;
});
