import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyCheckpoint } from '@langchain/langgraph-checkpoint';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { RedisSaver } from '#checkpoints/redis-saver.ts';
import { type Config, loadConfig } from '#config/load-config.ts';
import { connectState } from '#crews/state.ts';
import { silentLogger as logger } from '#telemetry/logger.ts';
import { startRedisServer, type TestRedis } from '#test/redis.ts';
import { archiveName, keepNewest } from './archive.ts';
import { describeBackup, makeBackup } from './make-backup.ts';
import { readManifest } from './manifest.ts';
import { restoreBackup } from './restore-backup.ts';

let folder: string;
let source: TestRedis;
let target: TestRedis;
beforeAll(async () => {
  [source, target] = [await startRedisServer(), await startRedisServer()];
  const redis = new Redis(source.url);
  const { saver, store } = stateOf(redis);
  for (const thread_id of ['a', 'b']) {
    const checkpoint = { ...emptyCheckpoint(), channel_values: { messages: [`oi de ${thread_id}`] } };
    checkpoint.channel_versions = { messages: 1 };
    const metadata = { source: 'input' as const, step: -1, parents: {} };
    await saver.put({ configurable: { thread_id, checkpoint_ns: '' } }, checkpoint, metadata, {
      messages: 1,
    });
  }
  await store.put(['main', 'contact-1'], 'preferences', { brand: 'Bosch' });
  redis.disconnect();
});
afterAll(() => Promise.all([source.stop(), target.stop()]));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-test-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  const redis = new Redis(target.url);
  await redis.flushall();
  redis.disconnect();
});

function stateOf(redis: Redis) {
  const { checkpointer, store } = connectState(loadConfig({}), redis, logger);
  if (!(checkpointer instanceof RedisSaver)) throw new Error('not in Redis');
  return { saver: checkpointer, store };
}
const configOf = (server: TestRedis, more: Record<string, string> = {}): Config =>
  loadConfig({ REDIS_URL: server.url, ...more });
const backUp = (more: Partial<Parameters<typeof makeBackup>[0]> = {}) =>
  makeBackup({ config: configOf(source), logger, to: folder, keep: 3, ...more });
const restore = (from: string, more: Partial<Parameters<typeof restoreBackup>[0]> = {}) =>
  restoreBackup({ config: configOf(target), logger, from, ...more });

test('threads and memory come back in another Redis', async () => {
  const { path, manifest } = await backUp();
  expect(manifest.parts.map(({ file, count }) => [file, count])).toEqual([
    ['redis.rdb', undefined],
    ['threads.jsonl', 2],
    ['memory.jsonl', 1],
    ['configuration/orchestrator.lock.json', undefined],
  ]);
  expect(manifest.leftOut).toEqual(['qdrant: QDRANT_URL is not set']);

  expect(await restore(path)).toMatchObject({ threads: { restored: 2, existing: 0 }, memoryItems: 1 });
  const redis = new Redis(target.url);
  const { saver, store } = stateOf(redis);
  const tuple = await saver.getTuple({ configurable: { thread_id: 'b', checkpoint_ns: '' } });
  expect(tuple?.checkpoint.channel_values).toEqual({ messages: ['oi de b'] });
  expect((await store.get(['main', 'contact-1'], 'preferences'))?.value).toEqual({ brand: 'Bosch' });
  redis.disconnect();
});

test('a second restore changes no thread', async () => {
  const { path } = await backUp();
  await restore(path);
  expect(await restore(path)).toMatchObject({ threads: { restored: 0, existing: 2 } });
});

test('the files for an operator are put where they are wanted, and never over others', async () => {
  const profile = join(folder, 'business.yaml');
  writeFileSync(profile, 'name: Loja');
  const { path } = await backUp({ config: configOf(source, { BUSINESS_PROFILE: profile }) });
  const filesTo = join(folder, 'files');
  mkdirSync(filesTo);
  await restore(path, { filesTo });
  expect(readFileSync(join(filesTo, 'redis.rdb')).toString('latin1', 0, 5)).toBe('REDIS');
  expect(readFileSync(join(filesTo, 'configuration/business.yaml'), 'utf8')).toBe('name: Loja');
  await expect(restore(path, { filesTo })).rejects.toThrow(/exist/i);
});

describe('the archive', () => {
  test('only its owner can read it, and it is there under its name only when it is complete', async () => {
    const { path } = await backUp();
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^mcp-first-.*Z\.tar\.gz$/)]);
    expect(statSync(path).size).toBeGreaterThan(500);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('a damaged one is refused before anything is written', async () => {
    const { path } = await backUp();
    const unpacked = join(folder, 'unpacked');
    mkdirSync(unpacked);
    execFileSync('tar', ['-xzf', path, '-C', unpacked]);
    writeFileSync(join(unpacked, 'threads.jsonl'), 'changed');
    execFileSync('tar', ['-czf', path, '-C', unpacked, '.']);
    await expect(restore(path)).rejects.toThrow('The backup is damaged: threads.jsonl');
    const redis = new Redis(target.url);
    expect(await redis.dbsize()).toBe(0);
    redis.disconnect();
  });

  test('something else is refused', async () => {
    const path = join(folder, 'other.tar.gz');
    execFileSync('tar', ['-czf', path, '-C', import.meta.dirname, 'archive.ts']);
    await expect(restore(path)).rejects.toThrow('There is no backup');
    await expect(restore(join(folder, 'missing.tar.gz'))).rejects.toThrow('There is no archive');
    await expect(readManifest(folder)).rejects.toThrow('There is no backup');
  });

  test('the folder for archives must exist', async () => {
    await expect(backUp({ to: join(folder, 'mistyped') })).rejects.toThrow('There is no folder');
  });

  test('the newest are kept', async () => {
    const names = [1, 2, 3, 4].map((day) => `${archiveName(new Date(Date.UTC(2026, 0, day)))}.tar.gz`);
    for (const name of [...names, 'notes.txt']) writeFileSync(join(folder, name), '');
    expect(await keepNewest(folder, 2)).toEqual(names.slice(0, 2));
    expect(readdirSync(folder).sort()).toEqual([...names.slice(2), 'notes.txt']);
  });
});

describe('what cannot be had', () => {
  test('a Redis that is away fails the backup, and leaves nothing behind', async () => {
    await expect(backUp({ config: loadConfig({ REDIS_URL: 'redis://127.0.0.1:1' }) })).rejects.toMatchObject({
      code: 'redis_copy_refused',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a part is left out by name, and the archive says so', async () => {
    const backup = await backUp({ without: ['redis', 'qdrant', 'configuration'] });
    expect(backup.manifest.parts.map(({ file }) => file)).toEqual(['threads.jsonl', 'memory.jsonl']);
    expect(describeBackup(backup, false)).toContain('left out: redis: left out by --without');
    expect(describeBackup(backup, false)).toContain('It is not encrypted');
  });
});

const hasGpg = existsSync('/usr/bin/gpg');
describe.skipIf(!hasGpg)('encrypted with GPG (left out where gpg is not installed)', () => {
  test('only the holder of the key can restore it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'gpg-'));
    vi.stubEnv('GNUPGHOME', home);
    try {
      const options = [
        '--batch',
        '--passphrase',
        '',
        '--quick-generate-key',
        'backup@example.com',
        'default',
        'default',
      ];
      execFileSync('gpg', options, { stdio: 'ignore' });
      const { path } = await backUp({ encryption: { tool: 'gpg', recipient: 'backup@example.com' } });
      expect(path).toMatch(/\.tar\.gz\.gpg$/);
      expect(readdirSync(folder)).toHaveLength(1);
      expect(await restore(path)).toMatchObject({ threads: { restored: 2 } });
      vi.stubEnv('GNUPGHOME', mkdtempSync(join(folder, 'other-keys-')));
      await expect(restore(path)).rejects.toThrow('gpg failed');
    } finally {
      vi.unstubAllEnvs();
      execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'], { stdio: 'ignore' });
      rmSync(home, { recursive: true, force: true });
    }
  });
});
