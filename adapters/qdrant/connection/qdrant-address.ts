/** Where Qdrant listens when its address names no port. */
const defaultPort = 6333;

/** An address in the parts that the client of Qdrant takes. */
export interface QdrantAddress {
  https: boolean;
  host: string;
  port: number;
  /** The path before Qdrant's own, without a `/` at its end. */
  prefix: string;
}

/**
 * Splits an address as the client of Qdrant wants it. The client takes 6333 for every address without a port
 * and drops a path, and `URL` hides a port that is the scheme's own, so `https://host:443/path` needs care.
 */
export function qdrantAddress(url: string): QdrantAddress {
  const { protocol, hostname, port, pathname } = new URL(url);
  const https = protocol === 'https:';
  const named = /^https?:\/\/(?:[^/@]*@)?(?:\[[^\]]*\]|[^/:]*):(\d+)/i.exec(url)?.[1];
  return {
    https,
    host: hostname,
    port: Number(port || named || defaultPort),
    prefix: pathname.replace(/\/+$/, ''),
  };
}
