import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort, startRedisServer, startWatchedRedis, type TestRedis } from '#test/redis.ts';
import { CheckpointError } from './checkpoint-error.ts';
import { inspectServer } from './inspect-server.ts';
import { RedisSaver } from './redis-saver.ts';
import type { RedisConnection } from './script.ts';
import { collect, testCheckpoint, testMetadata, testSetup, threadConfig } from './testing.ts';

/** Everything that touches keys, on any kind of connection. */
async function exercise(redis: RedisConnection, threads: number): Promise<void> {
  const saver = new RedisSaver({ redis, expiry: { milliseconds: 60_000, refreshOnRead: true } });
  const ids = Array.from({ length: threads }, (_, i) => `thread {${i}}`);
  await Promise.all(
    ids.map(async (id) => {
      let config: object = threadConfig(id);
      for (let step = 1; step <= 3; step += 1) {
        const checkpoint = testCheckpoint({ items: [{ id }, { step }] }, step);
        config = await saver.put(config, checkpoint, testMetadata(step), { items: step });
        await saver.putWrites(config, [['items', step]], 'task');
      }
      expect(await saver.pruneThread(id, { keepLast: 2 })).toBe(1);
    }),
  );
  const found = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await saver.listThreads({ ...(cursor && { cursor }), count: 10 });
    for (const id of page.threadIds) found.add(id);
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect([...found].toSorted()).toEqual(ids.toSorted());

  const newest = await collect(new RedisSaver({ redis }).list({}));
  expect(newest).toHaveLength(2 * threads);
  expect(newest.every(({ pendingWrites }) => pendingWrites?.length === 1)).toBe(true);
  const [first = ''] = ids;
  await saver.importThread(saver.exportThread(first), { threadId: 'copy' });
  expect((await saver.getTuple(threadConfig('copy')))?.checkpoint.channel_values).toEqual({
    items: [{ id: first }, { step: 3 }],
  });
  const history = { config: threadConfig(first), channels: ['items'] };
  expect((await saver.getDeltaChannelHistory(history)).items?.seed).toEqual([{ id: first }, { step: 2 }]);
  for (const id of [...ids, 'copy']) await saver.deleteThread(id);
  expect((await collect(saver.list({}))).length).toBe(0);
}

describe('a cluster of three masters', () => {
  const servers: TestRedis[] = [];
  let cluster: Cluster;
  beforeAll(async () => {
    for (let i = 0; i < 3; i += 1) {
      const busPort = String(await freePort());
      servers.push(
        await startRedisServer('redis-server', ['--cluster-enabled', 'yes', '--cluster-port', busPort]),
      );
    }
    await formCluster(servers.map(({ url }) => url));
    cluster = new Cluster(servers.map(({ url }) => ({ host: '127.0.0.1', port: Number(new URL(url).port) })));
  });
  afterAll(async () => {
    cluster?.disconnect();
    await Promise.all(servers.map((server) => server.stop()));
  });

  it('keeps each thread on one node and the threads on all', async () => {
    const saver = new RedisSaver({ redis: cluster });
    for (let i = 0; i < 30; i += 1)
      await saver.put(threadConfig(`t${i}`), testCheckpoint({}), testMetadata(), {});
    const sizes = await Promise.all(cluster.nodes('master').map((node) => node.dbsize()));
    expect(Math.min(...sizes)).toBeGreaterThan(3);
    for (let i = 0; i < 30; i += 1) await saver.deleteThread(`t${i}`);
    await exercise(cluster, 30);
  });

  it('takes a prefix of the connection too, and is inspected node by node', async () => {
    const nodes = servers.map(({ url }) => ({ host: '127.0.0.1', port: Number(new URL(url).port) }));
    const prefixed = new Cluster(nodes, { keyPrefix: 'app:' });
    await exercise(prefixed, 5);
    expect(await inspectServer(prefixed)).toEqual([]);
    prefixed.disconnect();
  });
});

/** Gives each server a third of the slots and waits until all agree. */
async function formCluster(urls: readonly string[]): Promise<void> {
  const clients = urls.map((url) => new Redis(url));
  const slots = 16_384;
  for (const [i, client] of clients.entries()) {
    const from = Math.floor((i * slots) / clients.length);
    await client.cluster('ADDSLOTSRANGE', from, Math.floor(((i + 1) * slots) / clients.length) - 1);
    await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(i + 1));
  }
  for (const url of urls.slice(1)) {
    const { port } = new URL(url);
    const target = clients[urls.indexOf(url)];
    const myself = await target?.call('CLUSTER', 'NODES');
    const busPort = /@(\d+)/.exec(String(myself))?.[1] ?? '';
    await clients[0]?.call('CLUSTER', 'MEET', '127.0.0.1', port, busPort);
  }
  for (const client of clients) {
    await vi.waitFor(
      async () => {
        const state = await client.cluster('INFO');
        expect(state).toContain('cluster_known_nodes:3');
        expect(state).toContain('cluster_state:ok');
      },
      { timeout: 20_000 },
    );
    client.disconnect();
  }
}

describe('a connection with a key prefix', () => {
  const { redis, prefix } = testSetup();
  it('finds its own threads and no others', async () => {
    const prefixed = redis.duplicate({ keyPrefix: `${prefix}[app]*:` });
    await exercise(prefixed, 5);
    prefixed.disconnect();
  });
});

describe('a failover under Sentinel', () => {
  it('keeps what was acknowledged and replicated, and the saver goes on with the new master', async () => {
    const { master, sentinelPort, stop } = await startWatchedRedis();
    const redis = new Redis({
      name: 'main',
      sentinels: [{ host: '127.0.0.1', port: sentinelPort }],
      maxRetriesPerRequest: 1,
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    });
    redis.on('error', () => undefined); // The master is killed on purpose.
    const saver = new RedisSaver({ redis });
    const put = (step: number) =>
      saver.put(threadConfig('failover'), testCheckpoint({ items: [{ step }] }, step), testMetadata(step), {
        items: step,
      });

    await vi.waitFor(() => put(1), { timeout: 10_000 });
    await vi.waitFor(async () => expect(await redis.wait(1, 100)).toBe(1), { timeout: 10_000 });
    await master.stop();
    const faults: unknown[] = [];
    await vi.waitFor(() => put(2).catch((error: unknown) => Promise.reject(faults.push(error) && error)), {
      timeout: 20_000,
      interval: 200,
    });
    expect(faults.every((fault) => fault instanceof CheckpointError && fault.retryable)).toBe(true);
    const kept = await collect(saver.list(threadConfig('failover')));
    expect(kept.map(({ metadata }) => metadata?.step)).toEqual([2, 1]);
    redis.disconnect();
    await stop();
  }, 45_000);
});

describe('a connection over TLS', () => {
  const directory = mkdtempSync(join(tmpdir(), 'checkpoints-tls-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('is a connection like any other', async ({ skip }) => {
    const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
    try {
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
      const output = ['-keyout', key, '-out', certificate];
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...output],
        {
          stdio: 'ignore',
        },
      );
    } catch {
      skip('openssl is not here to make a certificate');
    }
    const port = await freePort();
    const files = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', certificate];
    const server = await startRedisServer('redis-server', [
      '--tls-port',
      String(port),
      ...files,
      '--tls-auth-clients',
      'no',
    ]);
    const redis = new Redis({ host: '127.0.0.1', port, tls: { ca: readFileSync(certificate) } });
    await exercise(redis, 3);
    redis.disconnect();
    await server.stop();
  });
});

describe('Valkey', () => {
  it('is a Redis like any other', async ({ skip }) => {
    let server: TestRedis | undefined;
    try {
      execFileSync('valkey-server', ['--version'], { stdio: 'ignore' });
      server = await startRedisServer('valkey-server');
    } catch {
      skip('valkey-server is not on this machine');
    }
    const redis = new Redis(server?.url ?? '');
    await exercise(redis, 5);
    redis.disconnect();
    await server?.stop();
  });
});
