import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { qdrantSnapshots } from '#adapters/qdrant/snapshots.ts';
import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import { RedisSaver } from '#checkpoints/redis-saver.ts';
import type { Config } from '#config/load-config.ts';
import { connectState } from '#crews/state.ts';
import { ConfigError } from '#errors/errors.ts';
import type { Logger } from '#telemetry/logger.ts';
import { unpack } from './archive.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { loadMemory } from './memory.ts';
import { loadThreads } from './threads.ts';

export interface RestoreOptions {
  config: Config;
  logger: Logger;
  /** The archive's path. */
  from: string;
  /** age's key file, for an archive that is encrypted with age. */
  identity?: string | undefined;
  /** Puts the RDB file and the configuration files into this folder; nothing reads them from there by itself. */
  filesTo?: string | undefined;
}

export interface Restored {
  manifest: Manifest;
  threads: { restored: number; existing: number };
  memoryItems: number;
  collections: string[];
}

/**
 * Brings back what an archive holds, after its checksums were compared: threads and memory into `REDIS_URL`
 * (threads that exist stay as they are), collections and aliases into `QDRANT_URL` (in place of what is there).
 * Redis as a whole, with its queue, comes back from the RDB file: an operator puts it under a Redis that is down.
 *
 * @throws InputError when the archive is damaged, before anything is written.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { config, logger, from, identity, filesTo } = options;
  const work = await mkdtemp(join(tmpdir(), 'mcp-first-restore-'));
  const folder = await mkdtemp(join(work, 'unpacked-'));
  try {
    await unpack(from, folder, identity);
    const manifest = await readManifest(folder);
    const has = (file: string) => manifest.parts.some((part) => part.file === file);
    if (filesTo) {
      for (const file of ['redis.rdb', 'configuration']) {
        const wanted = manifest.parts.some((part) => part.file === file || part.file.startsWith(`${file}/`));
        if (wanted)
          await cp(join(folder, file), join(filesTo, file), {
            recursive: true,
            errorOnExist: true,
            force: false,
          });
      }
    }
    const state = has('threads.jsonl')
      ? await restoreState(config, logger, folder)
      : { threads: { restored: 0, existing: 0 }, memoryItems: 0 };
    return { manifest, ...state, collections: await restoreQdrant(config, folder, manifest) };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function restoreState(config: Config, logger: Logger, folder: string) {
  if (!config.REDIS_URL) {
    throw new ConfigError('The archive holds threads, and REDIS_URL does not say where to put them.', {
      fix: 'Set REDIS_URL to the Redis that is to hold them.',
    });
  }
  const redis = connectRedis({
    url: config.REDIS_URL,
    password: config.REDIS_PASSWORD,
    role: 'restore',
    logger,
    patient: true,
  });
  try {
    const { checkpointer, store } = connectState(config, redis, logger);
    if (!(checkpointer instanceof RedisSaver)) throw new ConfigError('Threads are not kept in Redis.');
    return {
      threads: await loadThreads(checkpointer, join(folder, 'threads.jsonl')),
      memoryItems: await loadMemory(store, join(folder, 'memory.jsonl')),
    };
  } finally {
    await closeRedis(redis);
  }
}

async function restoreQdrant(config: Config, folder: string, manifest: Manifest): Promise<string[]> {
  const snapshots = manifest.parts.filter(({ file }) => file.startsWith('qdrant/'));
  if (snapshots.length === 0) return [];
  if (!config.QDRANT_URL) {
    throw new ConfigError('The archive holds collections, and QDRANT_URL does not say where to put them.', {
      fix: 'Set QDRANT_URL (and QDRANT_API_KEY) to the Qdrant that is to hold them.',
    });
  }
  const qdrant = qdrantSnapshots({ url: config.QDRANT_URL, apiKey: config.QDRANT_API_KEY });
  const collections = snapshots.map(({ file }) => file.slice('qdrant/'.length, -'.snapshot'.length));
  for (const collection of collections) {
    await qdrant.upload(collection, join(folder, 'qdrant', `${collection}.snapshot`));
  }
  await qdrant.pointAliases(manifest.aliases);
  return collections;
}
