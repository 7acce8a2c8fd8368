import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { ConfigError, UpstreamError } from '#errors/errors.ts';

const timeoutMs = 3_000;
/** Least time between two fetches for a key that was not in the list: unknown `kid`s must cost nothing. */
const cooldownMs = 30_000;
const longestAgeMs = 600_000;

/**
 * The keys that an address lists (RFC 7517), fetched when they are needed; a key that is new there is found by
 * its `kid`. Redirects are not followed, so that nobody else decides what is fetched.
 *
 * @throws ConfigError for an address that is not safe; from the keys UpstreamError while it does not answer.
 */
export function remoteKeys(address: string, httpHosts: readonly string[] = []): JWTVerifyGetKey {
  const url = safeAddress(address, httpHosts);
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: timeoutMs,
    cooldownDuration: cooldownMs,
    cacheMaxAge: longestAgeMs,
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      throw new UpstreamError('The keys that tokens are verified with cannot be fetched at present.', {
        code: 'keys_unavailable',
        fix: 'Try again in a moment; the operator has to check JWT_JWKS_URL.',
        cause: error,
      });
    }
  };
}

function safeAddress(address: string, httpHosts: readonly string[]): URL {
  const url = URL.parse(address);
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url?.hostname ?? '');
  const isSafe =
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && (isLoopback || httpHosts.includes(url.hostname)));
  if (url && isSafe && !url.username && !url.password) return url;
  throw new ConfigError('JWT_JWKS_URL is not an https:// address without credentials.', {
    fix: 'Use https://, or name its host in ALLOW_HTTP_HOSTS if the network between is trusted.',
  });
}
