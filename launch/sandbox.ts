import { configFromEnvironment } from '#config/environment.ts';
import { runProcess } from '#service/run-process.ts';
import { createLogger } from '#telemetry/logger.ts';
import { startSandbox } from './start-sandbox.ts';

/** `npm run sandbox`: every stand-in on its port, for processes that run apart from each other. */
await runProcess(async () => {
  const config = configFromEnvironment();
  const sandbox = await startSandbox(config, createLogger({ service: 'sandbox', level: config.LOG_LEVEL }));
  for (const [name, url] of Object.entries(sandbox.urls)) process.stdout.write(`${name.padEnd(10)}${url}\n`);
  return sandbox;
});
