import { createSecretKey } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { AccessError } from '#errors/errors.ts';
import { type Principal, principalSchema } from './principal.ts';

const issuer = 'mcp-first';
const algorithm = 'HS256';
const lifetimeSeconds = 300;
const clockSkewSeconds = 30;

/**
 * Signs tokens where no `JWT_SECRET` is set. It is public and protects nothing: such processes listen on
 * loopback only and say that auth is off. It exists so that a bound customer travels the same way everywhere.
 */
const developmentSecret = 'development-only-secret-that-protects-nothing';

/** Mints and verifies the short-lived tokens that the processes show each other. */
export interface Tokens {
  /** Whether a caller must show a token. */
  readonly required: boolean;
  /** A token for one audience, `mcp-odoo` for example; the same one again until it is half spent. */
  mint(principal: Principal, audience: string): Promise<string>;
  /** @throws AccessError when the token is not valid for this audience. */
  verify(token: string, audience: string): Promise<Principal>;
}

export function createTokens(secret: string | undefined): Tokens {
  const key = createSecretKey(Buffer.from(secret ?? developmentSecret, 'utf8'));
  const minted = new Map<string, { token: string; freshUntil: number }>();

  return {
    required: secret !== undefined,

    async mint(principal, audience) {
      const cacheKey = JSON.stringify([audience, principal]);
      const known = minted.get(cacheKey);
      if (known && known.freshUntil > Date.now()) return known.token;
      const { subject, ...claims } = principal;
      const token = await new SignJWT({ ...claims, scope: principal.scopes.join(' '), scopes: undefined })
        .setProtectedHeader({ alg: algorithm })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(key);
      if (minted.size >= 1_000) minted.clear();
      minted.set(cacheKey, { token, freshUntil: Date.now() + (lifetimeSeconds / 2) * 1_000 });
      return token;
    },

    async verify(token, audience) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [algorithm],
          issuer,
          audience,
          clockTolerance: clockSkewSeconds,
          requiredClaims: ['exp', 'sub'],
        });
        const { sub, scope, tenant, customer, conversation } = payload;
        return principalSchema.parse({
          subject: sub,
          tenant,
          scopes: String(scope ?? '')
            .split(' ')
            .filter(Boolean),
          customer,
          conversation,
        });
      } catch (error) {
        throw new AccessError(`The token is not valid here: ${reasonOf(error)}.`, {
          code: 'invalid_token',
          fix: `Get a new token whose audience is ${audience}.`,
          cause: error,
        });
      }
    },
  };
}

/** Only the kind of the fault, never the token or its claims. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim "${error.claim}" is wrong`;
  if (error instanceof errors.JOSEError) return 'it cannot be verified';
  return 'its claims do not have the expected form';
}
