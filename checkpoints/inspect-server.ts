import type { Redis } from 'ioredis';
import { CheckpointError } from './checkpoint-error.ts';
import { runGuarded } from './run-guarded.ts';
import type { RedisConnection } from './script.ts';

/** What is wrong with a server for keeping checkpoints. */
export interface ServerProblem {
  /** Which server: `host:port`. */
  server: string;
  problem: string;
  fix: string;
}

/**
 * Looks at every master whether it keeps what it is given. Throws a `CheckpointError` (`unsupported_server`) when
 * one is too old to work with.
 */
export async function inspectServer(redis: RedisConnection): Promise<ServerProblem[]> {
  const nodes: Redis[] = 'nodes' in redis ? redis.nodes('master') : [redis];
  return (await Promise.all(nodes.map(inspectNode))).flat();
}

async function inspectNode(node: Redis): Promise<ServerProblem[]> {
  const info = parseInfo(await runGuarded('read', () => node.info()));
  const server = `${node.options.host}:${node.options.port}`;
  const [major = 0, minor = 0] = (info.get('redis_version') ?? '').split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 2)) {
    throw new CheckpointError(`Redis ${major}.${minor} is too old for checkpoints`, {
      code: 'unsupported_server',
      retryable: false,
      written: 'no',
      fix: 'Use Redis 6.2 or newer, or Valkey.',
    });
  }
  const problems: ServerProblem[] = [];
  const policy = info.get('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    problems.push({
      server,
      problem: `maxmemory-policy is ${policy}: Redis may delete checkpoints when memory is short`,
      fix: 'Set maxmemory-policy to noeviction, or give checkpoints a server of their own.',
    });
  }
  return problems;
}

function parseInfo(text: string): Map<string, string> {
  return new Map(
    text.split('\r\n').flatMap((line) => {
      const at = line.indexOf(':');
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }),
  );
}
