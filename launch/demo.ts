import { environmentVariables } from '#config/environment.ts';
import { loadConfig } from '#config/load-config.ts';
import { describeError } from '#errors/describe-error.ts';
import { ConfigError } from '#errors/errors.ts';
import { createLogger } from '#telemetry/logger.ts';
import { printChat } from './demo/print-chat.ts';
import { runDemo } from './demo/run-demo.ts';

/**
 * `npm run demo`: a whole conversation against whatever is configured, printed as a chat with the tool calls
 * between, or with `--json` as one object. Exits 0 only if every check holds.
 */
async function main(): Promise<boolean> {
  const json = process.argv.includes('--json');
  const environment = environmentVariables();
  const config = loadConfig(environment);
  if (config.ENVIRONMENT === 'production') {
    throw new ConfigError('The demo makes a real order in the Odoo that is configured.', {
      fix: 'It does not run with ENVIRONMENT=production; point it at a test database.',
    });
  }
  const logger = createLogger({ service: 'demo', level: environment.LOG_LEVEL ? config.LOG_LEVEL : 'warn' });
  const chat = printChat(process.stdout);
  const result = await runDemo({ environment, logger, ...(json ? {} : { onEvent: chat.event }) });
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else chat.end(result);
  return result.ok;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  const { message, fix } = describeError(error);
  process.stderr.write(`${error instanceof ConfigError ? message : (error as Error).stack}\n${fix ?? ''}\n`);
  process.exitCode = 1;
}
