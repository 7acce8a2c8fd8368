import type { Config } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { createTokens } from '#identity/tokens.ts';
import { type Finding, ok, warning } from './finding.ts';

export const tokensFix = 'Check JWT_SECRET, or the pair JWT_PRIVATE_KEY and JWT_PUBLIC_KEY.';

/** Makes a token and verifies it, as the processes do with each other's. */
export async function checkTokens(config: Config): Promise<Finding[]> {
  const tokens = createTokens(tokenSettings(config));
  if (!tokens.required) {
    return [
      warning(
        'authentication',
        'off: everything listens on loopback only',
        'Set JWT_SECRET, for example from `openssl rand -hex 32`, the same for every process.',
      ),
    ];
  }
  if (!tokens.signs) return [ok('authentication', 'on; this process only verifies')];
  const principal = { subject: 'doctor', tenant: config.TENANT, scopes: ['odoo:read'] };
  await tokens.verify(await tokens.mint(principal, 'doctor'), 'doctor');
  return [ok('authentication', 'on; a token was made and verified')];
}
