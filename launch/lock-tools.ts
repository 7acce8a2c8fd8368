import { writeFileSync } from 'node:fs';
import { configFromEnvironment, environmentVariables } from '#config/environment.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { describeError } from '#errors/describe-error.ts';
import { createTokens } from '#identity/tokens.ts';
import { readLock } from '#mcp-servers/orchestrator/catalogue/lockfile.ts';
import { loadGatewaySettings } from '#mcp-servers/orchestrator/settings/load-gateway-settings.ts';
import { lockAll } from './lock/lock-all.ts';

/**
 * `npm run lock:tools`: writes the hash of every tool that the gateway may offer. Ours are taken from their
 * definitions, those of further upstreams from the upstreams themselves: look at what has changed before you commit
 * the file.
 */
async function main(): Promise<void> {
  const config = configFromEnvironment();
  const before = readLock(config.ORCHESTRATOR_LOCK);
  const { lock, notes } = await lockAll({
    before,
    settings: loadGatewaySettings(config, environmentVariables()),
    tokens: createTokens(tokenSettings(config)),
    tenant: config.TENANT,
    maxBytes: config.TOOL_RESULT_BYTES,
  });
  writeFileSync(config.ORCHESTRATOR_LOCK, `${JSON.stringify(lock, null, 2)}\n`);
  for (const note of notes) process.stdout.write(`${note}\n`);
  process.stdout.write(`${config.ORCHESTRATOR_LOCK} is written.\n`);
}

try {
  await main();
} catch (error) {
  const { message, fix } = describeError(error);
  process.stderr.write(`${message}\n${fix ?? ''}\n`);
  process.exitCode = 1;
}
