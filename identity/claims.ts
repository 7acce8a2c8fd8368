import type { JWTPayload } from 'jose';
import { type Principal, principalSchema } from './principal.ts';

/** A principal as the claims of a token; `sub` is set apart from them. */
export function claimsOf({ subject: _, scopes, ...facts }: Principal): JWTPayload {
  return { ...facts, scope: scopes.join(' ') };
}

/** @throws ZodError when they are not the claims of a principal. */
export function principalOfClaims({ sub, scope, tenant, customer, conversation }: JWTPayload): Principal {
  const scopes = String(scope ?? '')
    .split(' ')
    .filter(Boolean);
  return principalSchema.parse({ subject: sub, tenant, scopes, customer, conversation });
}
