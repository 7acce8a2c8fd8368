import type { Principal } from './principal.ts';

const knownMs = 60_000;
const mostKnown = 1_000;

/** What a verified token said. */
export interface Verified {
  principal: Principal;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/**
 * The tokens that were verified within the last minute. A caller shows the same token with each of its requests,
 * and checking the signature takes longer than all else that a short request needs. A key that is taken away is
 * honoured for that minute more.
 */
export function rememberVerified(now: () => number = Date.now) {
  const known = new Map<string, { principal: Principal; goodUntil: number }>();
  const keyOf = (token: string, audience: string) => `${audience} ${token}`;

  return {
    /** Undefined where the token must be verified (again). */
    get(token: string, audience: string): Principal | undefined {
      const entry = known.get(keyOf(token, audience));
      return entry && entry.goodUntil > now() ? entry.principal : undefined;
    },
    set(token: string, audience: string, { principal, expiresAt }: Verified): void {
      if (known.size >= mostKnown) known.clear();
      const goodUntil = Math.min(now() + knownMs, expiresAt);
      known.set(keyOf(token, audience), { principal, goodUntil });
    },
  };
}
