import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { qdrantSnapshots } from '#adapters/qdrant/snapshots.ts';
import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import { copyRdb } from '#adapters/redis/copy-rdb.ts';
import { addressOfMaster } from '#adapters/redis/redis-address.ts';
import { RedisSaver } from '#checkpoints/redis-saver.ts';
import type { Config } from '#config/load-config.ts';
import { connectState } from '#crews/state.ts';
import type { Logger } from '#telemetry/logger.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { archiveName, type Encryption, keepNewest, pack, requireFolder } from './archive.ts';
import { describePart, type Manifest, type Part, writeManifest } from './manifest.ts';
import { saveMemory } from './memory.ts';
import { saveThreads } from './threads.ts';

/** The parts of a backup. */
export const partNames = ['redis', 'threads', 'qdrant', 'configuration'] as const;
export type PartName = (typeof partNames)[number];

export interface BackupOptions {
  config: Config;
  logger: Logger;
  /** The folder for archives. */
  to: string;
  /** How many archives stay there. */
  keep: number;
  without?: readonly PartName[];
  encryption?: Encryption | undefined;
}

export interface Backup {
  /** The archive's path. */
  path: string;
  manifest: Manifest;
  removed: string[];
}

/**
 * Writes one archive with everything that cannot be made anew: Redis as an RDB file, threads and memory as JSON
 * lines beside it (readable without a Redis, and without its encryption), Qdrant's collections, and the
 * configuration files. A part that cannot be had fails the backup, unless it is left out by name.
 */
export async function makeBackup(options: BackupOptions): Promise<Backup> {
  const { config, keep, encryption, without = [] } = options;
  const to = await requireFolder(options.to);
  const created = new Date();
  const folder = await mkdtemp(join(tmpdir(), 'mcp-first-backup-'));
  try {
    const parts: Part[] = [];
    const leftOut: string[] = without.map((name) => `${name}: left out by --without`);
    const wants = (name: PartName) => !without.includes(name);

    if (!config.REDIS_URL) leftOut.push('redis, threads: REDIS_URL is not set');
    else {
      if (wants('redis')) parts.push(await saveRedis(options, folder));
      if (wants('threads')) parts.push(...(await saveState(options, folder)));
    }
    const aliases = wants('qdrant') ? await saveQdrant(config, folder, parts, leftOut) : {};
    if (wants('configuration')) parts.push(...(await saveConfiguration(config, folder)));

    const manifest: Manifest = {
      format: 'mcp-first-backup/1',
      version: packageJson.version,
      created: created.toISOString(),
      parts,
      aliases,
      leftOut,
    };
    await writeManifest(folder, manifest);
    const path = await pack(folder, to, archiveName(created), encryption);
    return { path, manifest, removed: await keepNewest(to, keep) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function saveRedis({ config, logger }: BackupOptions, folder: string): Promise<Part> {
  const { REDIS_URL: url = '', REDIS_PASSWORD: password } = config;
  const redis = connectRedis({ url, password, role: 'backup', logger });
  try {
    await copyRdb(await addressOfMaster(redis, url), password, join(folder, 'redis.rdb'));
  } finally {
    await closeRedis(redis);
  }
  return describePart(folder, 'redis.rdb');
}

async function saveState({ config, logger }: BackupOptions, folder: string): Promise<Part[]> {
  const redis = connectRedis({
    url: config.REDIS_URL ?? '',
    password: config.REDIS_PASSWORD,
    role: 'backup',
    logger,
  });
  try {
    const { checkpointer, store } = connectState(config, redis, logger);
    if (!(checkpointer instanceof RedisSaver)) return [];
    const threads = await saveThreads(checkpointer, join(folder, 'threads.jsonl'));
    const items = await saveMemory(store, join(folder, 'memory.jsonl'));
    return [
      await describePart(folder, 'threads.jsonl', threads),
      await describePart(folder, 'memory.jsonl', items),
    ];
  } finally {
    await closeRedis(redis);
  }
}

async function saveQdrant(
  config: Config,
  folder: string,
  parts: Part[],
  leftOut: string[],
): Promise<Record<string, string>> {
  if (!config.QDRANT_URL) {
    leftOut.push('qdrant: QDRANT_URL is not set');
    return {};
  }
  const qdrant = qdrantSnapshots({ url: config.QDRANT_URL, apiKey: config.QDRANT_API_KEY });
  await mkdir(join(folder, 'qdrant'));
  for (const collection of await qdrant.collections()) {
    const file = `qdrant/${collection}.snapshot`;
    const count = await qdrant.countPoints(collection);
    await qdrant.download(collection, join(folder, file));
    parts.push(await describePart(folder, file, count));
  }
  return qdrant.aliases();
}

/** The files that the operator wrote. Secrets are none of them: they belong into a store of secrets. */
async function saveConfiguration(config: Config, folder: string): Promise<Part[]> {
  const files = [
    config.BUSINESS_PROFILE,
    config.TENANTS_FILE,
    config.ORCHESTRATOR_FILE,
    'orchestrator.lock.json',
  ].filter((path): path is string => typeof path === 'string' && existsSync(path));
  if (files.length === 0) return [];
  await mkdir(join(folder, 'configuration'));
  return Promise.all(
    files.map(async (path) => {
      const file = `configuration/${basename(path)}`;
      await copyFile(path, join(folder, file));
      return describePart(folder, file);
    }),
  );
}

/** What a person reads at the end. */
export function describeBackup({ path, manifest, removed }: Backup, encrypted: boolean): string {
  const lines = manifest.parts.map(
    ({ file, bytes, count }) =>
      `  ${file.padEnd(40)}${String(bytes).padStart(12)} bytes${count === undefined ? '' : `, ${count} in it`}`,
  );
  const more = [
    ...manifest.leftOut.map((reason) => `  left out: ${reason}`),
    ...removed.map((name) => `  removed the old ${name}`),
    ...(encrypted
      ? []
      : ['  It is not encrypted, and holds what customers wrote: --age or --gpg encrypts it.']),
  ];
  return `${path}\n${[...lines, ...more].join('\n')}\n`;
}
