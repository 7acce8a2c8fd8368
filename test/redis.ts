import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';

export interface TestRedis {
  url: string;
  stop(): Promise<void>;
}

/**
 * A Redis for the tests: the one of `REDIS_URL`, else a `redis-server` that is found and started on a free
 * port, else (Debian or Ubuntu, as root) the distribution's package is installed first.
 */
export async function startTestRedis(): Promise<TestRedis> {
  const given = process.env.REDIS_URL;
  if (given) return { url: given, stop: async () => undefined };
  return startRedisServer(redisCommand());
}

/** The command that starts a Redis; installs it first where it is missing, as `startTestRedis` does. */
export function redisCommand(): string {
  return findRedis() ?? installRedis();
}

function findRedis(): string | undefined {
  for (const name of ['redis-server', 'valkey-server']) {
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore' });
      return name;
    } catch {
      // Not on this machine: the next name is tried.
    }
  }
  return undefined;
}

function installRedis(): string {
  const isRoot = process.getuid?.() === 0;
  try {
    if (!isRoot) throw new Error('not root');
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' });
  } catch {
    throw new Error(
      'The tests need Redis: set REDIS_URL, or put redis-server on the PATH, or run them once as root on Debian or Ubuntu, where they install it.',
    );
  }
  console.log("tests: no Redis found; installing the distribution's redis-server package");
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env: environment });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], {
    stdio: 'ignore',
    env: environment,
  });
  return 'redis-server';
}

/** Starts a server of its own on a free loopback port, without persistence. */
export async function startRedisServer(command = 'redis-server', extra: string[] = []): Promise<TestRedis> {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'test-redis-'));
  const child = spawn(
    command,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory, ...extra],
    { stdio: 'ignore' },
  );
  const url = `redis://127.0.0.1:${port}`;
  await untilAnswering(url, child);
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export interface WatchedRedis {
  master: TestRedis;
  replica: TestRedis;
  /** Of the sentinel, which calls them `main`. */
  sentinelPort: number;
  /** Ends what is left of them. */
  stop(): Promise<void>;
}

/** A master with a replica, and a sentinel that puts it in the master's place when that one is stopped. */
export async function startWatchedRedis(): Promise<WatchedRedis> {
  const master = await startRedisServer(redisCommand());
  const replica = await startReplica(master);
  const sentinel = await startSentinel(master);
  return {
    master,
    replica,
    sentinelPort: sentinel.port,
    stop: async () => void (await Promise.all([sentinel.stop(), replica.stop(), master.stop()])),
  };
}

function startReplica(master: TestRedis): Promise<TestRedis> {
  const { hostname, port } = new URL(master.url);
  return startRedisServer(redisCommand(), ['--replicaof', `${hostname} ${port}`]);
}

/** It needs no other sentinel to agree with it. */
async function startSentinel(master: TestRedis): Promise<{ port: number; stop(): Promise<void> }> {
  const { hostname, port: masterPort } = new URL(master.url);
  const directory = mkdtempSync(join(tmpdir(), 'test-sentinel-'));
  const port = await freePort();
  const file = join(directory, 'sentinel.conf');
  const main = [
    `monitor main ${hostname} ${masterPort} 1`,
    // Less would be a failover without cause on a machine that is busy.
    'down-after-milliseconds main 1500',
    'failover-timeout main 3000',
  ];
  const settings = [`port ${port}`, `dir ${directory}`, ...main.map((setting) => `sentinel ${setting}`)];
  writeFileSync(file, settings.join('\n'));
  const child = spawn(redisCommand(), [file, '--sentinel'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await untilReplicaIsKnown(port);
  return {
    port,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function untilReplicaIsKnown(sentinelPort: number): Promise<void> {
  const client = new Redis({ port: sentinelPort, retryStrategy: () => 50, maxRetriesPerRequest: 100 });
  client.on('error', () => undefined); // It is not up yet.
  try {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const replicas = await client.call('SENTINEL', 'replicas', 'main').catch(() => []);
      if (Array.isArray(replicas) && replicas.length === 1) return;
      await wait(200);
    }
    throw new Error('the sentinel does not find the replica');
  } finally {
    client.disconnect();
  }
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => 50, maxRetriesPerRequest: 100 });
  client.on('error', () => undefined);
  try {
    await Promise.race([
      client.ping(),
      new Promise((_, reject) => child.once('error', reject)),
      new Promise((_, reject) =>
        child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`))),
      ),
    ]);
  } finally {
    client.disconnect();
  }
}

/** A port on loopback that nothing listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(address)));
    });
  });
}
