import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { AccessError, InputError } from '#errors/errors.ts';

/** Addresses that are not of the public internet (RFC 6890 and its like). */
const notPublic = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv4');

/** All of IPv6 that is given out lies here, without its parts that lead to IPv4 or to nowhere. */
const publicIpv6 = new BlockList();
publicIpv6.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv6');

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return family === 6 && publicIpv6.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/**
 * The addresses of a host, all of them public, so that no text can make us ask a machine of the company.
 *
 * @param hostname As `URL` gives it: an IPv6 address has brackets.
 * @throws AccessError when one of them is not public; InputError when there is none.
 */
export async function publicAddresses(hostname: string): Promise<LookupAddress[]> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(host, { all: true }).catch((cause: unknown) => {
    throw new InputError('The host of this address does not exist.', { cause });
  });
  if (found.every(({ address }) => isPublicAddress(address))) return found;
  throw new AccessError('This address is not of the public internet; nothing was fetched.', {
    code: 'address_not_public',
    fix: 'Pass the file itself instead of an address.',
  });
}
