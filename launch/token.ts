import { configFromEnvironment } from '#config/environment.ts';
import { requiresTokens } from '#config/rules.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { describeError } from '#errors/describe-error.ts';
import { AccessError, ProjectError } from '#errors/errors.ts';
import { createTokens } from '#identity/tokens.ts';
import { readTokenRequest, tokenHelp } from './token-request.ts';

/** `npm run token -- --sub … --scope …`: prints a token for a person with curl. */
async function main(): Promise<string> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return tokenHelp; // also where the settings are wrong
  const config = configFromEnvironment();
  const request = readTokenRequest(args, config.TENANT);
  if (!request) return tokenHelp;
  const { principal, audience, minutes } = request;
  if (config.ENVIRONMENT === 'production' && principal.scopes.includes('*')) {
    throw new AccessError('The scope * is for development only.', {
      fix: 'Name the scopes, such as odoo:read.',
    });
  }
  if (!requiresTokens(config)) process.stderr.write('Auth is off: the servers need no token.\n');
  return `${await createTokens(tokenSettings(config)).mint(principal, audience, minutes * 60)}\n`;
}

try {
  process.stdout.write(await main());
} catch (error) {
  const { message, fix } = describeError(error);
  const text = error instanceof ProjectError ? message : String((error as Error).stack);
  process.stderr.write(`${text}\n${fix ? `${fix}\n` : ''}`);
  process.exitCode = 1;
}
