import { z } from 'zod';
import type { Config } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { createTokens } from '#identity/tokens.ts';
import { type Finding, failed, ok, warning } from './finding.ts';

export const tokensFix = 'Check JWT_SECRET, or the pair JWT_PRIVATE_KEY and JWT_PUBLIC_KEY.';

const keysFix =
  'Check JWT_JWKS_URL, and that who makes the tokens runs: no token can be checked without its keys.';
const keyListSchema = z.object({ keys: z.array(z.unknown()).min(1) });

async function listsKeys(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(5_000);
  const answer = await fetch(url, { signal }).catch(() => undefined); // away is what is told then
  const body: unknown = await answer?.json().catch(() => undefined);
  return answer?.ok === true && keyListSchema.safeParse(body).success;
}

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
  if (config.JWT_JWKS_URL && !(await listsKeys(config.JWT_JWKS_URL))) {
    return [failed('authentication', 'no public keys are to be had', keysFix)];
  }
  if (!tokens.signs) return [ok('authentication', 'on; this process only verifies')];
  const principal = { subject: 'doctor', tenant: config.TENANT, scopes: ['odoo:read'] };
  await tokens.verify(await tokens.mint(principal, 'doctor'), 'doctor');
  return [ok('authentication', 'on; a token was made and verified')];
}
