import { createTokens } from '#identity/tokens.ts';
import { type Everything, startEverything } from '#launch/start-everything.ts';
import { type Logger, silentLogger } from '#telemetry/logger.ts';

export const secret = 'a secret for tests of at least 32 characters';

/** Mints what a real caller would show. */
export const tokens = createTokens(secret);

/** Everybody who answers over HTTP; each name is the audience of its tokens, too. */
export const processes = ['mcp-odoo', 'mcp-qdrant', 'mcp-chatwoot', 'mcp-orchestrator', 'crews'] as const;
export type Process = (typeof processes)[number];
export const mcpServers = processes.filter((name) => name !== 'crews');

/** All processes on the stand-ins, with auth on. */
export function startDeployment(
  environment: Record<string, string> = {},
  logger: Logger = silentLogger,
): Promise<Everything> {
  const common = { JWT_SECRET: secret, CATALOG_SYNC: 'false', AUDIT: 'off', TURN_DEBOUNCE_MS: '20' };
  return startEverything({ environment: { ...common, ...environment }, freePorts: true, logger });
}

export function urlOf({ urls }: Pick<Everything, 'urls'>, process: Process): string {
  const url = urls[process];
  if (!url) throw new Error(`${process} does not run`);
  return url;
}
