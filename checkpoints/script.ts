import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';

/** A connection of ioredis, to one server, Sentinel or Cluster. */
export type RedisConnection = Redis | Cluster;

export interface Script {
  name: string;
  source: string;
  sha: string;
}

export type ScriptArgument = string | number | Buffer;

/** Joins files of `lua/` into one script. */
export function loadScript(...names: string[]): Script {
  const source = names
    .map((name) => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8'))
    .join('\n');
  return { name: names.at(-1) ?? '', source, sha: createHash('sha1').update(source).digest('hex') };
}

/**
 * Runs a script in one round trip; only a server that does not know it yet is sent its source. Replies keep
 * their bytes.
 */
export async function runScript(
  redis: RedisConnection,
  script: Script,
  keys: readonly string[],
  args: readonly ScriptArgument[],
): Promise<unknown> {
  try {
    return await redis.callBuffer('evalsha', script.sha, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return redis.callBuffer('eval', script.source, keys.length, ...keys, ...args);
  }
}
