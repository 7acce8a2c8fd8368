import type { Redis, RedisOptions } from 'ioredis';

const sentinelPort = 26_379;
const sentinelScheme = /^redis(s?)\+sentinel:$/;

/**
 * What ioredis is told of an address of Sentinel, which names the master and the sentinels that know where it is:
 * `redis+sentinel://[user:password@]sentinel[:26379]/master[?sentinels=host:port,…&db=0&sentinelAuth=yes]`. The user and
 * the password are those of Redis; with `sentinelAuth=yes` the sentinels want them too. `rediss+sentinel` is TLS to all.
 *
 * @returns `undefined` for an address of a single Redis.
 */
export function sentinelOptions(url: string, password?: string): RedisOptions | undefined {
  const address = new URL(url);
  const scheme = sentinelScheme.exec(address.protocol);
  if (!scheme) return undefined;
  const others = address.searchParams.get('sentinels')?.split(',') ?? [];
  const secret = password ?? decodeURIComponent(address.password);
  return {
    name: decodeURIComponent(address.pathname.slice(1)),
    sentinels: [address.host, ...others].filter(Boolean).map(sentinelAt),
    db: Number(address.searchParams.get('db') ?? 0),
    ...(address.username ? { username: decodeURIComponent(address.username) } : {}),
    ...(secret ? { password: secret } : {}),
    ...(secret && address.searchParams.get('sentinelAuth') === 'yes' ? { sentinelPassword: secret } : {}),
    ...(scheme[1] ? { tls: {}, enableTLSForSentinelMode: true } : {}),
    // Whoever is cut off from the master without noticing is told by the sentinels that there is another one.
    failoverDetector: true,
  };
}

function sentinelAt(host: string) {
  const { hostname, port } = new URL(`redis://${host}`);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || sentinelPort) };
}

/** The address of the one Redis that a connection has reached, with the user of its own address. */
export async function addressOfMaster(redis: Redis, url: string): Promise<string> {
  const address = new URL(url);
  const scheme = sentinelScheme.exec(address.protocol);
  if (!scheme) return url;
  await redis.ping();
  const { remoteAddress = '', remotePort = '' } = redis.stream;
  const host = remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress;
  const credentials = address.username || address.password ? `${address.username}:${address.password}@` : '';
  return `redis${scheme[1]}://${credentials}${host}:${remotePort}`;
}
