import { BlockList, isIP } from 'node:net';

/** What is not for everybody to reach, after the registries of special-purpose addresses of RFC 6890. */
const notPublic = new BlockList();
const ranges4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // the metadata of cloud machines, too
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;
for (const [address, prefix] of ranges4) notPublic.addSubnet(address, prefix, 'ipv4');

/** Global unicast is 2000::/3; within it some ranges carry an IPv4 address, or are for examples. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
const ranges6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;
for (const [address, prefix] of ranges6) notPublic.addSubnet(address, prefix, 'ipv6');

/** Whether an IP address is one that anybody on the internet could be reached at. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  if (family !== 6) return false;
  // An IPv4 address in the form of IPv6 (::ffff:10.0.0.1) is outside of global unicast already.
  return globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}
