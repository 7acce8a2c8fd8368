import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, loadConfig } from '#config/load-config.ts';
import { startStandIns } from '#launch/stand-ins.ts';
import { type SandboxChatwoot, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { freePort, redisCommand } from '../redis.ts';
import { type Front, startFront } from './front.ts';
import type { Random } from './random.ts';
import { type ProcessPlan, type SupervisedProcess, supervise } from './supervised-process.ts';

/** The whole system as separate processes, with the world outside in this one, where nothing kills it. */
export interface Deployment {
  config: Config;
  chatwoot: SandboxChatwoot;
  front: Front;
  processes: SupervisedProcess[];
  close(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');
const startTimeoutMs = 120_000;
/** The front answers within Chatwoot's five seconds, whatever is down; all that could take longer is a machine that pauses. */
const webhookTiming = { timeoutMs: 60_000, retryDelayMs: 3_000 };
const servers = ['odoo', 'qdrant', 'chatwoot', 'orchestrator'] as const;

/** @param folder where Redis keeps its file and each process its log. */
export async function startDeployment(folder: string, random: Random): Promise<Deployment> {
  const chatwoot = await startSandboxChatwoot({ webhookTiming });
  const channel = {
    CHATWOOT_URL: chatwoot.url,
    CHATWOOT_ACCOUNT_ID: String(chatwoot.accountId),
    CHATWOOT_API_KEY: chatwoot.userToken,
    CHATWOOT_BOT_TOKEN: chatwoot.botToken,
    CHATWOOT_WEBHOOK_SECRET: chatwoot.webhookSecret,
  };
  const standIns = await startStandIns(loadConfig(channel));
  const ports = await freePorts(['redis', 'crews-1', 'crews-2', ...servers]);
  const portOf = (name: string) => ports[name] ?? 0;
  const urlOf = (name: string) => `http://127.0.0.1:${portOf(name)}`;
  const replicas = [urlOf('crews-1'), urlOf('crews-2')];
  const front = await startFront({ replicas, random });

  const shared = {
    ...channel,
    ...standIns.variables,
    JWT_SECRET: randomBytes(32).toString('hex'),
    REDIS_URL: `redis://127.0.0.1:${ports.redis}`,
    CREWS_URL: front.url,
    TURN_DEBOUNCE_MS: '300',
    // Each attempt can meet several kills; a turn is given up after minutes of them, as it should be.
    TURN_ATTEMPTS: '20',
    BUSINESS_PROFILE: writeProfile(folder),
    ...Object.fromEntries(servers.map((name) => [`MCP_${name.toUpperCase()}_URL`, `${urlOf(name)}/mcp`])),
    ...Object.fromEntries(servers.map((name) => [`PORT_MCP_${name.toUpperCase()}`, String(ports[name])])),
  };
  const config = loadConfig(shared);
  chatwoot.setWebhookUrl(`${front.url}/chatwoot/${config.TENANT}/${config.CHATWOOT_WEBHOOK_TOKEN}`);
  // Reorders what Chatwoot tells, and lets it tell of what has passed.
  chatwoot.faults.webhookJitterMs = 200;

  const node = (name: string, file: string, variables: Record<string, string> = {}) => {
    // With it a start takes a third less of the machine, and there are many.
    const environment = { ...shared, NODE_COMPILE_CACHE: join(folder, 'compiled'), ...variables };
    const port = portOf(name.replace(/^mcp-/, ''));
    return start(folder, { name, port, command: process.execPath, args: [file], environment });
  };
  const processes = [
    startRedis(folder, portOf('redis')),
    ...servers.map((name) => node(`mcp-${name}`, `mcp-servers/${name}/main.ts`)),
    node('crews-1', 'crews/main.ts', { PORT_CREWS: String(portOf('crews-1')) }),
    node('crews-2', 'crews/main.ts', { PORT_CREWS: String(portOf('crews-2')) }),
  ];
  const close = async () => {
    await Promise.all(processes.map((each) => each.stop()));
    await front.close();
    await Promise.all([standIns.close(), chatwoot.close()]);
  };
  try {
    await Promise.all(replicas.map(untilReady));
    return { config, chatwoot, front, processes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The example's, but that nobody is called as soon when the catalogue is away. */
function writeProfile(folder: string): string {
  const example = readFileSync(join(root, 'business.example.yaml'), 'utf8');
  const path = join(folder, 'business.yaml');
  writeFileSync(path, example.replace(/^ {2}failures: \d+/m, '  failures: 10'));
  return path;
}

/** Nothing that it has acknowledged may be lost by `kill -9`. */
function startRedis(folder: string, port: number): SupervisedProcess {
  const directory = join(folder, 'redis');
  mkdirSync(directory);
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, ...durable];
  return start(folder, { name: 'redis', port, command: redisCommand(), args, environment: {} });
}

function start(
  folder: string,
  plan: Pick<ProcessPlan, 'name' | 'port' | 'command' | 'args' | 'environment'>,
): SupervisedProcess {
  const environment = { PATH: process.env.PATH ?? '', ...plan.environment };
  return supervise({ ...plan, environment, directory: root, logFile: join(folder, `${plan.name}.log`) });
}

async function freePorts(names: readonly string[]): Promise<Record<string, number>> {
  const ports = await Promise.all(names.map(() => freePort()));
  return Object.fromEntries(names.map((name, index) => [name, ports[index] ?? 0]));
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    const signal = AbortSignal.timeout(5_000);
    const answer = await fetch(`${url}/readyz`, { signal }).catch(() => undefined); // not listening yet
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error(`${url} was not ready within ${startTimeoutMs / 1_000} s`);
}
