import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { CallToolResult } from '#adapters/mcp/sdk.ts';
import type { Principal } from '#identity/principal.ts';
import type { OfferedTool } from '../catalogue/build-catalogue.ts';
import { hashOf } from '../catalogue/canonical-json.ts';

/** Results of tools that may be used again for some seconds. */
export interface ResultCache {
  get(key: string): Promise<CallToolResult | undefined>;
  set(key: string, result: CallToolResult, ttlSeconds: number): void;
}

interface Entry {
  result: CallToolResult;
  /** Milliseconds since 1970, the same wherever the entry is kept. */
  expiresAt: number;
}

const mostEntries = 1_000;
const mostCharacters = 16_000_000;
const longestResult = 100_000;
const keyPrefix = 'mcp-first:result:';

const entrySchema = z.object({
  expiresAt: z.number(),
  result: z.looseObject({ content: z.array(z.unknown()) }),
});

/**
 * What a result depends on: the tool as it is defined now, its arguments, and everything about the caller that a
 * tool can see. Callers who differ in any of it never share a result.
 */
export function cacheKey(
  tool: OfferedTool,
  args: Record<string, unknown>,
  { tenant, scopes, customer, conversation }: Principal,
): string {
  const caller = [tenant, [...scopes].sort(), customer ?? null, conversation ?? null];
  return hashOf([tool.upstream.settings.name, tool.listing, args, caller]);
}

/** In the memory of this process, and in Redis for the other replicas where there is one. */
export function resultCache(redis?: Redis): ResultCache {
  const memory = new LRUCache<string, Entry>({
    max: mostEntries,
    maxSize: mostCharacters,
    sizeCalculation: ({ result }) => JSON.stringify(result).length,
  });
  const remember = (key: string, entry: Entry) => {
    const ttl = entry.expiresAt - Date.now();
    if (ttl > 0) memory.set(key, entry, { ttl });
  };

  return {
    async get(key) {
      const known = memory.get(key);
      if (known || !redis) return known?.result;
      // A cache that does not answer is a cache that knows nothing.
      const text = await redis.get(keyPrefix + key).catch(() => null);
      const entry = text ? parseEntry(text) : undefined;
      if (!entry || entry.expiresAt <= Date.now()) return undefined;
      remember(key, entry);
      return entry.result;
    },
    set(key, result, ttlSeconds) {
      const entry = { result, expiresAt: Date.now() + ttlSeconds * 1_000 };
      const text = JSON.stringify(entry);
      if (text.length > longestResult) return;
      remember(key, entry);
      // Without Redis the other replicas ask the upstream themselves.
      redis?.set(keyPrefix + key, text, 'PX', ttlSeconds * 1_000).catch(() => undefined);
    },
  };
}

function parseEntry(text: string): Entry | undefined {
  const parsed = entrySchema.safeParse(JSON.parse(text));
  return parsed.success ? (parsed.data as Entry) : undefined;
}
