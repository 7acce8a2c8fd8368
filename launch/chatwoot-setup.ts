import { configFromEnvironment } from '#config/environment.ts';
import { describeError, errorText } from '#errors/describe-error.ts';
import { runSetup } from './chatwoot/run-setup.ts';
import { parseSetupCommand, setupUsage } from './chatwoot/setup-command.ts';

/** `npm run chatwoot:setup -- --inbox N [--dry-run]`: makes the agent bot in Chatwoot and connects it. */
const args = process.argv.slice(2);
try {
  if (args.includes('--help')) process.stdout.write(setupUsage);
  else {
    const command = parseSetupCommand(args);
    const works = await runSetup(configFromEnvironment(), command, (line) => {
      process.stdout.write(`${line}\n`);
    });
    process.exitCode = works ? 0 : 1;
  }
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = describeError(error).code === 'invalid_input' ? 2 : 1;
}
