import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { parse } from 'yaml';
import { freePort, startRedisServer } from '#test/redis.ts';

/**
 * `npm run check:image`: takes the image's steps on this machine, without an engine. Copies the files that
 * `.dockerignore` lets in, installs by the image's script, makes the secrets, then starts Redis and every process
 * of docker-compose.yml from there with the settings of that file, waits until each is ready and healthy, and
 * ends them by SIGTERM. Exits 1 where something of it fails, or where the app is too large.
 */
const root = join(import.meta.dirname, '../..');
/** The base image has about 230 MB; the whole is to stay below 400 MB. */
const mostMegabytes = 165;
const readyMs = 60_000;

const work = mkdtempSync(join(tmpdir(), 'check-image-'));
const app = join(work, 'app');
const children: ChildProcess[] = [];
const say = (text: string) => console.log(text);

try {
  copyApp();
  execFileSync('sh', ['deploy/image/install-app.sh'], { cwd: app, stdio: ['ignore', 'ignore', 'inherit'] });
  const megabytes = Number(execFileSync('du', ['-sm', app], { encoding: 'utf8' }).split('\t')[0]);
  say(`${megabytes} MB over the base image`);
  if (megabytes > mostMegabytes) throw new Error(`the app has more than ${mostMegabytes} MB`);
  await runServices();
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
}

/** The tracked files that a build would get: the lines of `.dockerignore` let in, or keep out. */
function copyApp() {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
  const letIn = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const files = execFileSync('git', ['ls-files', '-z', '--', ...letIn], { cwd: root, encoding: 'utf8' });
  for (const file of files.split('\0').filter((each) => each && !each.endsWith('.test.ts'))) {
    mkdirSync(join(app, dirname(file)), { recursive: true });
    cpSync(join(root, file), join(app, file));
  }
}

interface Service {
  command: string[];
  environment: Record<string, string | number>;
}

async function runServices() {
  const secrets = join(work, 'secrets');
  const folders = [join(work, 'given'), secrets, join(work, 'redis-secrets')];
  execFileSync('sh', [join(app, 'deploy/compose/make-secrets.sh'), ...folders], { stdio: 'ignore' });
  const password = readFileSync(join(secrets, 'redis_password'), 'utf8');
  const redis = await startRedisServer();
  try {
    const administrator = new Redis(redis.url);
    await administrator.config('SET', 'requirepass', password);
    administrator.disconnect();
    const services = composeServices();
    const here = await addressesHere(redis.url);
    for (const [name, service] of Object.entries(services)) {
      const settings = Object.entries(service.environment).map(([variable, value]) => [
        variable,
        here.reduce((text, [there, address]) => text.replaceAll(there, address), String(value)),
      ]);
      const environment = { ...Object.fromEntries(settings), ...portsOf(here), SECRETS_DIRECTORY: secrets };
      const port = new URL(here.find(([there]) => there.includes(`//${name}:`))?.[1] ?? '').port;
      await startService(name, service.command, environment, name === 'sandbox' ? undefined : port);
    }
    for (const child of children.reverse()) await endBySigterm(child);
    say('every process ended by SIGTERM with exit code 0');
  } finally {
    await redis.stop();
  }
}

/** The services that the image serves, in the order in which they start. */
function composeServices(): Record<string, Service> {
  const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true });
  const order = ['sandbox', 'mcp-odoo', 'mcp-qdrant', 'mcp-chatwoot', 'mcp-orchestrator', 'crews'];
  const entries = order.map((name) => [name, compose.services[name]]);
  const text = JSON.stringify(Object.fromEntries(entries));
  // Nothing is set in .env: `${NAME:-default}` is its default.
  return JSON.parse(text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1'));
}

/** What stands in the compose file, and the loopback address in its place. */
async function addressesHere(redisUrl: string): Promise<[string, string][]> {
  const there = [
    'http://mcp-odoo:8000',
    'http://mcp-qdrant:8001',
    'http://mcp-chatwoot:8002',
    'http://mcp-orchestrator:8003',
    'http://crews:8004',
    'http://sandbox:8100',
    'http://sandbox:8101',
    'http://sandbox:8102',
    'http://sandbox:8103',
  ];
  const here = await Promise.all(
    there.map(async (address) => [address, `http://127.0.0.1:${await freePort()}`] as [string, string]),
  );
  return [...here, ['redis://redis:6379', redisUrl], ['0.0.0.0', '127.0.0.1']];
}

function portsOf(here: [string, string][]): Record<string, string> {
  const names = [
    'PORT_MCP_ODOO',
    'PORT_MCP_QDRANT',
    'PORT_MCP_CHATWOOT',
    'PORT_MCP_ORCHESTRATOR',
    'PORT_CREWS',
    'PORT_SANDBOX_ODOO',
    'PORT_SANDBOX_QDRANT',
    'PORT_SANDBOX_CHATWOOT',
    'PORT_SANDBOX_MODEL',
  ];
  return Object.fromEntries(names.map((name, index) => [name, new URL(here[index]?.[1] ?? '').port]));
}

/** @param port where it serves `/readyz`; undefined for one that has none and says when it listens. */
async function startService(
  name: string,
  [, ...argv]: string[],
  environment: Record<string, string>,
  port: string | undefined,
) {
  const started = performance.now();
  const child = spawn(process.execPath, argv, {
    cwd: app,
    env: { NODE_ENV: 'production', OPENAI_API_KEY: 'sk-unused', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output = (output + data).slice(-5_000);
    });
  }
  const isReady = async () => {
    if (!port) return output.includes('model ');
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    return answer?.ok === true;
  };
  while (!(await isReady())) {
    const failed = child.exitCode !== null || performance.now() - started > readyMs;
    if (failed) throw new Error(`${name} did not become ready:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (port) execFileSync(process.execPath, ['deploy/image/healthcheck.ts', port], { cwd: app });
  say(`${name} was ready after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
}

async function endBySigterm(child: ChildProcess) {
  child.kill('SIGTERM');
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  if (code !== 0) throw new Error(`${child.spawnargs.at(-1)} ended with exit code ${code}`);
}
