import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { UpstreamError } from '#errors/errors.ts';

const answerMs = 30_000;
const transferMs = 30 * 60_000;

/** Copies collections of a Qdrant into files and back, for backups; aliases beside them. */
export interface QdrantSnapshots {
  collections(): Promise<string[]>;
  /** Collection by alias. */
  aliases(): Promise<Record<string, string>>;
  countPoints(collection: string): Promise<number>;
  /** Writes a snapshot of a collection into a file, and leaves none in Qdrant. */
  download(collection: string, path: string): Promise<void>;
  /** Puts a collection back as it was, in place of what is there. */
  upload(collection: string, path: string): Promise<void>;
  pointAliases(aliases: Record<string, string>): Promise<void>;
}

const collectionsSchema = z.object({ collections: z.array(z.object({ name: z.string() })) });
const aliasesSchema = z.object({
  aliases: z.array(z.object({ alias_name: z.string(), collection_name: z.string() })),
});
const snapshotSchema = z.object({ name: z.string(), checksum: z.string().nullish() });
const countSchema = z.object({ count: z.int() });

/** All methods throw UpstreamError with what Qdrant said. */
export function qdrantSnapshots({
  url,
  apiKey,
}: {
  url: string;
  apiKey?: string | undefined;
}): QdrantSnapshots {
  const headers: Record<string, string> = apiKey ? { 'api-key': apiKey } : {};

  async function send(method: string, path: string, init: RequestInit = {}, timeoutMs = answerMs) {
    const response = await fetch(`${url}${path}`, {
      ...init,
      method,
      headers: { ...headers, ...init.headers },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual', // it would carry the key elsewhere
    }).catch((cause) => {
      throw failure(`${method} ${path}`, 'it cannot be reached', cause);
    });
    if (!response.ok) throw failure(`${method} ${path}`, `it answered ${response.status}`);
    return response;
  }
  async function ask<Result>(schema: z.ZodType<Result>, method: string, path: string, body?: unknown) {
    const init = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {};
    const answer = await (await send(method, path, init)).json();
    return schema.parse((answer as { result: unknown }).result);
  }
  const of = (collection: string) => `/collections/${encodeURIComponent(collection)}`;

  return {
    collections: async () =>
      (await ask(collectionsSchema, 'GET', '/collections')).collections.map(({ name }) => name).sort(),
    aliases: async () =>
      Object.fromEntries(
        (await ask(aliasesSchema, 'GET', '/aliases')).aliases.map((each) => [
          each.alias_name,
          each.collection_name,
        ]),
      ),
    countPoints: async (collection) =>
      (await ask(countSchema, 'POST', `${of(collection)}/points/count`, { exact: true })).count,

    async download(collection, path) {
      const { name, checksum } = await ask(snapshotSchema, 'POST', `${of(collection)}/snapshots`);
      const address = `${of(collection)}/snapshots/${encodeURIComponent(name)}`;
      try {
        const { body } = await send('GET', address, {}, transferMs);
        if (!body) throw failure(`GET ${address}`, 'it sent nothing');
        await pipeline(Readable.fromWeb(body), createWriteStream(path, { mode: 0o600 }));
        if (checksum && checksum !== (await sha256(path))) {
          throw failure(`GET ${address}`, 'what arrived is not what it sent');
        }
      } finally {
        await send('DELETE', address);
      }
    },
    async upload(collection, path) {
      const form = new FormData();
      form.set('snapshot', await openAsBlob(path), 'collection.snapshot');
      const query = `wait=true&priority=snapshot&checksum=${await sha256(path)}`;
      await send('POST', `${of(collection)}/snapshots/upload?${query}`, { body: form }, transferMs);
    },
    async pointAliases(aliases) {
      const actions = Object.entries(aliases).map(([alias_name, collection_name]) => ({
        create_alias: { alias_name, collection_name },
      }));
      if (actions.length > 0) await ask(z.unknown(), 'POST', '/collections/aliases', { actions });
    },
  };
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function failure(request: string, reason: string, cause?: unknown): UpstreamError {
  return new UpstreamError(`Qdrant cannot be copied: ${reason} (${request}).`, {
    code: 'qdrant_snapshot_failed',
    fix: 'Check QDRANT_URL, QDRANT_API_KEY (it must permit management) and the free space of its disk.',
    cause,
  });
}
