import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Tool } from '#adapters/mcp/sdk.ts';
import { ConfigError } from '#errors/errors.ts';
import { hashOf } from './canonical-json.ts';

const lockSchema = z.record(
  z.string().describe('The name of an upstream.'),
  z.record(z.string().describe('The name of a tool.'), z.string().regex(/^[0-9a-f]{64}$/)),
);

/** `orchestrator.lock.json`: the hash of each tool by its upstream and its own name. */
export type Lock = z.infer<typeof lockSchema>;

/**
 * The lock at a path; empty where the file is missing.
 *
 * @throws ConfigError when the file is not a lock: to go on without one would let everything pass.
 */
export function readLock(path: string): Lock {
  if (!existsSync(path)) return {};
  try {
    return lockSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new ConfigError(`The lockfile ${path} cannot be read.`, {
      fix: 'Write it anew with `npm run lock:tools`, and look at the difference.',
      cause: error,
    });
  }
}

/** The lock of what an upstream offers now: each tool's whole definition counts, so that no part can change. */
export function lockOf(tools: readonly Tool[]): Record<string, string> {
  const names = tools.map((tool) => [tool.name, hashOf(tool)] as const);
  return Object.fromEntries(names.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Why a tool must be set aside; undefined when it may be offered. */
export function driftOf(
  tool: Tool,
  upstream: { name: string; trust: 'lock' | 'open' },
  lock: Lock,
): string | undefined {
  const locked = lock[upstream.name]?.[tool.name];
  if (locked === undefined) return upstream.trust === 'lock' ? 'is not in the lockfile' : undefined;
  return locked === hashOf(tool) ? undefined : 'is not what the lockfile says';
}
