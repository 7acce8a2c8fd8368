import { errors, jwtVerify, SignJWT } from 'jose';
import { AccessError, ConfigError, ProjectError } from '#errors/errors.ts';
import { claimsOf, principalOfClaims } from './claims.ts';
import { type KeySettings, keysOfSecrets, type TokenKey, tokenKeys } from './keys/token-keys.ts';
import type { Principal } from './principal.ts';
import { rememberVerified } from './remember-verified.ts';

export const defaultIssuer = 'mcp-first';

const defaultLifetimeSeconds = 300;
const clockSkewSeconds = 30;
const mostMinted = 1_000;

/**
 * Signs tokens where no key is set. It is public and protects nothing: such processes listen on loopback only and
 * say that auth is off. It exists so that a bound customer travels the same way everywhere.
 */
const developmentSecret = 'development-only-secret-that-protects-nothing';

export interface TokenSettings extends KeySettings {
  /** Who makes the tokens; `mcp-first` by default. */
  issuer?: string | undefined;
}

/** Mints and verifies the short-lived tokens that the processes show each other. */
export interface Tokens {
  /** Whether a caller must show a token. */
  readonly required: boolean;
  /** Whether this process has a key to sign with. */
  readonly signs: boolean;
  /**
   * A token for one audience, `mcp-odoo` for example; the same one again until it is half spent.
   *
   * @throws ConfigError where this process can only verify.
   */
  mint(principal: Principal, audience: string, lifetimeSeconds?: number): Promise<string>;
  /**
   * Who shows this token; one that was just verified is known for a minute, or until it expires.
   *
   * @throws AccessError when the token is not valid for this audience; UpstreamError while keys cannot be had.
   */
  verify(token: string, audience: string): Promise<Principal>;
}

/** @param settings the keys, or a secret alone; without any, tokens are made but not required. */
export function createTokens(settings: TokenSettings | string | undefined): Tokens {
  const { issuer = defaultIssuer, ...keySettings } =
    typeof settings === 'string' ? { secret: settings } : (settings ?? {});
  const given = tokenKeys(keySettings);
  const keys = given ?? keysOfSecrets([developmentSecret]);
  const minted = new Map<string, { token: string; freshUntil: number }>();
  const verified = rememberVerified();

  return {
    required: given !== undefined,
    signs: keys.signing !== undefined,

    async mint(principal, audience, lifetimeSeconds = defaultLifetimeSeconds) {
      if (!keys.signing) throw noSigningKey();
      const cacheKey = JSON.stringify([audience, lifetimeSeconds, principal]);
      const known = minted.get(cacheKey);
      if (known && known.freshUntil > Date.now()) return known.token;
      const token = await sign(keys.signing, { principal, audience, issuer, lifetimeSeconds });
      if (minted.size >= mostMinted) minted.clear();
      minted.set(cacheKey, { token, freshUntil: Date.now() + (lifetimeSeconds / 2) * 1_000 });
      return token;
    },

    async verify(token, audience) {
      const known = verified.get(token, audience);
      if (known) return known;
      try {
        const { payload } = await jwtVerify(token, keys.find, {
          algorithms: keys.algorithms,
          issuer,
          audience,
          clockTolerance: clockSkewSeconds,
          requiredClaims: ['exp', 'sub'],
        });
        const principal = principalOfClaims(payload);
        verified.set(token, audience, { principal, expiresAt: (payload.exp ?? 0) * 1_000 });
        return principal;
      } catch (error) {
        if (error instanceof ProjectError) throw error; // the keys could not be had
        throw new AccessError(`The token is not valid here: ${reasonOf(error)}.`, {
          code: 'invalid_token',
          fix: `Get a new token whose audience is ${audience}.`,
          cause: error,
        });
      }
    },
  };
}

/** @throws ConfigError where this process can only verify: for those that call others, at their start. */
export function requireSigningKey(tokens: Tokens): void {
  if (!tokens.signs) throw noSigningKey();
}

function noSigningKey(): ConfigError {
  return new ConfigError('This process calls others and has no key to sign their tokens with.', {
    code: 'no_signing_key',
    fix: 'Set JWT_PRIVATE_KEY (or JWT_SECRET); a public key or JWT_JWKS_URL is enough only to verify.',
  });
}

function sign(
  { id, algorithm, key }: TokenKey,
  token: { principal: Principal; audience: string; issuer: string; lifetimeSeconds: number },
): Promise<string> {
  return new SignJWT(claimsOf(token.principal))
    .setProtectedHeader({ alg: algorithm, kid: id })
    .setIssuer(token.issuer)
    .setAudience(token.audience)
    .setSubject(token.principal.subject)
    .setIssuedAt()
    .setExpirationTime(`${token.lifetimeSeconds}s`)
    .sign(key);
}

/** Only the kind of the fault, never the token or its claims. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim "${error.claim}" is wrong`;
  if (error instanceof errors.JOSEError) return 'it cannot be verified';
  return 'its claims do not have the expected form';
}
