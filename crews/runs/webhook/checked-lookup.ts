import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { AccessError } from '#errors/errors.ts';
import { isPublicAddress } from './public-address.ts';

/** As `dns.lookup` with `all`; tests give another. */
export type Resolve = (
  hostname: string,
  answer: (error: Error | null, addresses: { address: string; family: number }[]) => void,
) => void;

const resolveAll: Resolve = (hostname, answer) => resolve(hostname, { all: true }, answer);

/**
 * A look-up for a connection that only hands out addresses which may be reached. The connection is made to the very
 * address that was checked, so a name that answers differently the next time gains nothing.
 *
 * @param allowedHosts names and addresses that may be private.
 */
export function checkedLookup(allowedHosts: readonly string[], resolveName = resolveAll): LookupFunction {
  return (hostname, { all, family }, answer) => {
    resolveName(hostname, (error, addresses) => {
      if (error) return answer(error, '');
      const allowed = isAllowedHost(hostname, allowedHosts);
      const usable = addresses.filter(
        (each) => (allowed || isPublicAddress(each.address)) && (!family || each.family === family),
      );
      // One private address among public ones is as much of an attack as a private one alone.
      const [first] = usable;
      if (!first || (!allowed && addresses.some(({ address }) => !isPublicAddress(address)))) {
        return answer(privateAddress(hostname), '');
      }
      if (all) answer(null, usable);
      else answer(null, first.address, first.family);
    });
  };
}

/**
 * Refuses an address that needs no look-up.
 *
 * @throws AccessError for a private address that is not allowed.
 */
export function requireReachable(hostname: string, allowedHosts: readonly string[]): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) && !isPublicAddress(address) && !isAllowedHost(hostname, allowedHosts)) {
    throw privateAddress(hostname);
  }
}

function isAllowedHost(hostname: string, allowedHosts: readonly string[]): boolean {
  return allowedHosts.includes(hostname.toLowerCase());
}

function privateAddress(hostname: string): AccessError {
  return new AccessError(`${hostname} is a private address.`, {
    code: 'private_address',
    fix: 'Name it in RUN_WEBHOOK_ALLOW_HOSTS if it is meant to be reached.',
  });
}
