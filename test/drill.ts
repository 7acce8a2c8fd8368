import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BaseStore, emptyCheckpoint } from '@langchain/langgraph-checkpoint';
import { Redis } from 'ioredis';
import { qdrantSnapshots } from '#adapters/qdrant/snapshots.ts';
import { RedisSaver } from '#checkpoints/redis-saver.ts';
import { type Config, loadConfig } from '#config/load-config.ts';
import { connectState } from '#crews/state.ts';
import { makeBackup } from '#launch/backup/make-backup.ts';
import { restoreBackup } from '#launch/backup/restore-backup.ts';
import { startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { silentLogger as logger } from '#telemetry/logger.ts';
import { killRedisWhileWriting } from './drill/kill-redis.ts';
import { startRedisServer } from './redis.ts';

/**
 * `npm run drill [-- --threads N --points N]`: fills a Redis and a Qdrant of its own, backs them up, restores the
 * archive into fresh ones, compares counts and hashes, and prints the time it took (RTO). Then kills a Redis while messages
 * come in, and counts what is lost (RPO). Exits 1 at any difference.
 */
const { values } = parseArgs({
  options: { threads: { type: 'string', default: '300' }, points: { type: 'string', default: '2000' } },
});
const sizes = { threads: Number(values.threads), points: Number(values.points), stepsPerThread: 8 };
const folder = mkdtempSync(join(tmpdir(), 'drill-'));
const encryptionKeys = `drill:${Buffer.alloc(32, 7).toString('base64')}`;
const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
let differences = 0;

try {
  const source = await startInstances();
  await fill(source);
  const before = await digest(source);

  const [backup, backupSeconds] = await timed(() =>
    makeBackup({ config: source.config, logger, to: folder, keep: 3 }),
  );
  const target = await startInstances();
  const [, restoreSeconds] = await timed(() =>
    restoreBackup({ config: target.config, logger, from: backup.path, filesTo: folder }),
  );
  const after = await digest(target);
  for (const [name, value] of Object.entries(before)) compare(name, value, after[name]);

  const [rdbKeys, rdbSeconds] = await timed(() => keysOfRdb(join(folder, 'redis.rdb')));
  compare('keys of Redis by its RDB file', await hashKeys(source.redis), rdbKeys);

  console.log(
    `${sizes.threads} threads of ${sizes.stepsPerThread} steps, ${sizes.points} points: backup ` +
      `${backupSeconds.toFixed(1)} s, restore ${restoreSeconds.toFixed(1)} s; Redis from its RDB file ${rdbSeconds.toFixed(1)} s.`,
  );
  const killed = await killRedisWhileWriting();
  console.log(
    `Redis killed while messages came in: ${killed.lost} of ${killed.acknowledged} that were acknowledged are lost; ` +
      `it answered again, on its append-only file, after ${killed.seconds.toFixed(1)} s.`,
  );
  differences += killed.lost;
} finally {
  for (const close of closing.reverse()) await close();
}
process.exitCode = differences === 0 ? 0 : 1;
console.log(differences === 0 ? 'What was restored is what was there.' : `${differences} differences.`);

interface Instances {
  config: Config;
  redis: Redis;
}

async function startInstances(): Promise<Instances> {
  const [server, qdrant] = [await startRedisServer(), await startSandboxQdrant({ apiKey: 'drill' })];
  const redis = new Redis(server.url);
  closing.push(server.stop, qdrant.close, () => redis.disconnect());
  const config = loadConfig({
    REDIS_URL: server.url,
    QDRANT_URL: qdrant.url,
    QDRANT_API_KEY: 'drill',
    STATE_ENCRYPTION_KEYS: encryptionKeys,
  });
  return { config, redis };
}

function stateOf({ config, redis }: Instances): { saver: RedisSaver; store: BaseStore } {
  const { checkpointer, store } = connectState(config, redis, logger);
  if (!(checkpointer instanceof RedisSaver)) throw new Error('threads are not kept in Redis');
  return { saver: checkpointer, store };
}

async function fill(instances: Instances) {
  const { saver, store } = stateOf(instances);
  for (let thread = 0; thread < sizes.threads; thread += 1) {
    let config = { configurable: { thread_id: `thread-${thread}`, checkpoint_ns: '' } };
    const messages: string[] = [];
    for (let step = 0; step < sizes.stepsPerThread; step += 1) {
      messages.push(`mensagem ${step} da conversa ${thread}: ${'conteúdo '.repeat(20)}`);
      const checkpoint = { ...emptyCheckpoint(), channel_values: { messages: [...messages] } };
      checkpoint.channel_versions = { messages: step + 1 };
      config = (await saver.put(
        config,
        checkpoint,
        { source: 'loop', step, parents: {} },
        checkpoint.channel_versions,
      )) as typeof config;
    }
    await saver.putWrites(config, [['messages', ['à espera']]], `task-${thread}`);
    await store.put(['main', `contact-${thread}`], 'preferences', {
      brand: 'Bosch',
      note: `cliente ${thread}`,
    });
  }
  await instances.redis.rpush('queue:waiting', 'turn-1', 'turn-2');
  await fillQdrant(instances.config);
}

async function fillQdrant({ QDRANT_URL: url }: Config) {
  const send = async (method: string, path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json', 'api-key': 'drill' };
    const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
  };
  await send('PUT', '/collections/products-1', { sparse_vectors: { words: { modifier: 'idf' } } });
  const points = Array.from({ length: sizes.points }, (_, id) => ({
    id,
    payload: { tenant: 'main', title: `Produto ${id}` },
    vector: { words: { indices: [id % 500, 500 + (id % 7)], values: [1, 0.5] } },
  }));
  await send('PUT', '/collections/products-1/points?wait=true', { points });
  const alias = { alias_name: 'products', collection_name: 'products-1' };
  await send('POST', '/collections/aliases', { actions: [{ create_alias: alias }] });
}

/** What must be the same before and after: counts and hashes by name. */
async function digest(instances: Instances): Promise<Record<string, string>> {
  const { saver, store } = stateOf(instances);
  const { QDRANT_URL: url = '', QDRANT_API_KEY: apiKey } = instances.config;
  const qdrant = qdrantSnapshots({ url, apiKey });
  const threads: string[] = [];
  for (let thread = 0; thread < sizes.threads; thread += 1) {
    const lines = [];
    for await (const line of saver.exportThread(`thread-${thread}`)) lines.push(line);
    threads.push(lines.sort().join(''));
  }
  const memory = await Promise.all(
    Array.from({ length: sizes.threads }, (_, thread) =>
      store.get(['main', `contact-${thread}`], 'preferences'),
    ),
  );
  return {
    threads: hash(threads),
    memory: hash(memory.map((item) => JSON.stringify(item?.value))),
    'points of Qdrant': String(await qdrant.countPoints('products')),
    'aliases of Qdrant': JSON.stringify(await qdrant.aliases()),
    'content of Qdrant': await hashPoints(url),
  };
}

async function hashPoints(url: string): Promise<string> {
  const body = JSON.stringify({ limit: sizes.points, with_payload: true, with_vector: true });
  const headers = { 'content-type': 'application/json', 'api-key': 'drill' };
  const answer = await fetch(`${url}/collections/products/points/scroll`, { method: 'POST', headers, body });
  return hash([JSON.stringify(((await answer.json()) as { result: unknown }).result)]);
}

/** Starts a Redis from an RDB file and hashes all that it holds. */
async function keysOfRdb(path: string): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'drill-rdb-'));
  cpSync(path, join(directory, 'dump.rdb'));
  const server = await startRedisServer('redis-server', ['--dir', directory, '--dbfilename', 'dump.rdb']);
  const redis = new Redis(server.url);
  closing.push(
    () => rmSync(directory, { recursive: true, force: true }),
    server.stop,
    () => redis.disconnect(),
  );
  return hashKeys(redis);
}

async function hashKeys(redis: Redis): Promise<string> {
  const keys = (await redis.keys('*')).sort();
  const contents = await Promise.all(keys.map(async (key) => `${key} ${await contentOf(redis, key)}`));
  return `${keys.length} keys, ${hash(contents)}`;
}

/** What a key holds, whatever its encoding: a Redis that loads a file may choose another than before. */
async function contentOf(redis: Redis, key: string): Promise<string> {
  const hex = (values: Buffer[]) => values.map((value) => value.toString('hex'));
  switch (await redis.type(key)) {
    case 'string':
      return String((await redis.getBuffer(key))?.toString('hex'));
    case 'list':
      return hex(await redis.lrangeBuffer(key, 0, -1)).join(' ');
    case 'zset':
      return hex(await redis.zrangeBuffer(key, '0', '-1', 'WITHSCORES')).join(' ');
    case 'hash': {
      const fields = Object.entries(await redis.hgetallBuffer(key));
      return fields
        .map(([field, value]) => `${field} ${value.toString('hex')}`)
        .sort()
        .join(' ');
    }
    default:
      throw new Error(`${key} has a type that the drill does not know`);
  }
}

function hash(texts: (string | undefined)[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 16);
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const started = performance.now();
  return [await work(), (performance.now() - started) / 1_000];
}

function compare(name: string, before: string, after: string | undefined) {
  const same = before === after;
  if (!same) differences += 1;
  console.log(`${same ? 'ok  ' : 'DIFFERENT'} ${name}: ${before}${same ? '' : ` became ${after}`}`);
}
