import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { MemorySaver } from '@langchain/langgraph-checkpoint';
import { Redis } from 'ioredis';
import { RedisSaver } from '#checkpoints/redis-saver.ts';
import { freePort } from '#test/redis.ts';
import type { AnySaver } from './checkpoints-conversation.ts';

const run = promisify(execFile);

/** A saver in the comparison. */
export interface Candidate {
  name: string;
  saver: AnySaver;
  /** How many bytes it holds now. */
  bytes(): Promise<number>;
  /** How many requests it has sent, where that can be counted. */
  requests?(): number;
  close(): Promise<void>;
}

/** Our saver; its keys are counted by Redis itself. */
export function redisCandidate(url: string): Candidate & { redis: Redis } {
  const redis = new Redis(url);
  const prefix = `bench-${process.pid}:`;
  let requests = 0;
  const counting = new Proxy(redis, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (name === 'callBuffer') requests += 1;
      return member.bind(target);
    },
  });
  const keys = () => redis.keys(`${prefix}*`);
  return {
    name: 'RedisSaver',
    redis,
    saver: new RedisSaver({ redis: counting, prefix }),
    requests: () => requests,
    async bytes() {
      const sizes = await Promise.all((await keys()).map((key) => redis.memory('USAGE', key, 'SAMPLES', 0)));
      return sizes.reduce<number>((sum, size) => sum + Number(size), 0);
    },
    async close() {
      for (const key of await keys()) await redis.unlink(key);
      redis.disconnect();
    },
  };
}

/** LangGraph's saver in memory: the floor. */
export function memoryCandidate(): Candidate {
  const saver = new MemorySaver();
  return {
    name: 'MemorySaver',
    saver,
    async bytes() {
      const parts = [saver.storage, saver.writes].flatMap(bytesWithin);
      return parts.reduce((sum, size) => sum + size, 0);
    },
    async close() {
      saver.storage = {};
      saver.writes = {};
    },
  };
}

function bytesWithin(value: unknown): number[] {
  if (value instanceof Uint8Array) return [value.length];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(bytesWithin) : [];
}

/** The official savers of a run. */
export interface Official {
  candidates: Candidate[];
  /** The reason for each that is left out. */
  leftOut: string[];
  /** Removes what was installed. */
  remove(): Promise<void>;
}

/** The official savers, installed into a folder of their own for this run. */
export async function officialCandidates(postgresUrl?: string): Promise<Official> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-checkpoints-'));
  const candidates: Candidate[] = [];
  const leftOut: string[] = [];
  for (const [name, start] of [
    ['PostgresSaver', (home: string) => startPostgres(home, postgresUrl)],
    ['SqliteSaver', startSqlite],
  ] as const) {
    try {
      candidates.push(await start(folder));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      leftOut.push(`${name}: ${reason.replaceAll(/\s+/g, ' ').slice(0, 300)}`);
    }
  }
  return { candidates, leftOut, remove: () => rm(folder, { recursive: true, force: true }) };
}

interface OfficialModule {
  PostgresSaver: { fromConnString(url: string): AnySaver & { setup(): Promise<void>; end(): Promise<void> } };
  SqliteSaver: { fromConnString(file: string): AnySaver & { db: { close(): void } } };
}

async function install(folder: string, name: string): Promise<OfficialModule> {
  const home = join(folder, name.replace(/\W/g, '-'));
  await mkdir(home, { recursive: true });
  const packages = [`@langchain/${name}`, '@langchain/core', '@langchain/langgraph-checkpoint'];
  await run('npm', ['install', '--no-audit', '--no-fund', '--silent', '--prefix', home, ...packages], {
    timeout: 300_000,
  });
  const entry = createRequire(join(home, 'package.json')).resolve(`@langchain/${name}`);
  return import(pathToFileURL(entry).href) as Promise<OfficialModule>;
}

async function startPostgres(folder: string, givenUrl: string | undefined): Promise<Candidate> {
  const { PostgresSaver } = await install(folder, 'langgraph-checkpoint-postgres');
  const server = givenUrl ? undefined : await startPostgresServer(folder);
  const url = givenUrl ?? server?.url ?? '';
  const saver = PostgresSaver.fromConnString(url);
  await saver.setup();
  return {
    name: 'PostgresSaver',
    saver,
    async bytes() {
      const sql = `select coalesce(sum(pg_total_relation_size(oid)), 0) from pg_class
        where relkind = 'r' and relname like 'checkpoint%'`;
      const { stdout } = await run(await postgresProgram('psql'), [url, '-Atc', sql]);
      return Number(stdout);
    },
    async close() {
      await saver.end();
      await server?.stop();
    },
  };
}

async function postgresProgram(name: string): Promise<string> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest ? `/usr/lib/postgresql/${newest}/bin/${name}` : name;
}

/** A server of its own with PostgreSQL's own settings. It does not run as root, so root becomes its user. */
async function startPostgresServer(folder: string) {
  const data = join(folder, 'postgres');
  const port = await freePort();
  const user = process.getuid?.() === 0 ? await userNumbers('postgres') : undefined;
  await mkdir(data, { recursive: true });
  if (user) await run('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
  const control = await postgresProgram('pg_ctl');
  await run(await postgresProgram('initdb'), ['-D', data, '-A', 'trust', '-U', 'bench'], { ...user });
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
  await run(control, ['-D', data, '-o', settings, '-l', join(data, 'log'), '-w', 'start'], { ...user });
  return {
    url: `postgresql://bench@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await run(control, ['-D', data, '-m', 'immediate', 'stop'], { ...user });
    },
  };
}

async function userNumbers(name: string): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function startSqlite(folder: string): Promise<Candidate> {
  const { SqliteSaver } = await install(folder, 'langgraph-checkpoint-sqlite');
  const file = join(folder, 'checkpoints.db');
  const saver = SqliteSaver.fromConnString(file);
  return {
    name: 'SqliteSaver',
    saver,
    async bytes() {
      const sizes = await Promise.all(
        [file, `${file}-wal`].map((part) =>
          stat(part).then(
            (s) => s.size,
            () => 0,
          ),
        ),
      );
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    async close() {
      saver.db.close();
    },
  };
}
