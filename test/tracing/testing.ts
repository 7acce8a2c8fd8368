import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '#config/load-config.ts';
import { startStandIns } from '#launch/stand-ins.ts';
import type { SandboxChatwoot, SandboxCustomer } from '#sandbox/chatwoot/start.ts';
import { freePort } from '../redis.ts';

/** The five processes of a deployment, each for itself, with stand-ins for the world outside. */
export interface Processes {
  chatwoot: SandboxChatwoot;
  crewsUrl: string;
  /** Of a sixth process with the same settings, such as a command: what it prints. */
  run(...args: string[]): string;
  /** What all of them have logged. */
  log(): string;
  /** Ends them by SIGTERM, as an orchestrator of containers does, and tells their exit codes. */
  stop(): Promise<(number | null)[]>;
}

const root = join(import.meta.dirname, '../..');
const servers = ['odoo', 'qdrant', 'chatwoot', 'orchestrator'] as const;
const startTimeoutMs = 60_000;
const patienceMs = 30_000;
const bare = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };

export async function startProcesses(
  redisUrl: string,
  variables: Record<string, string>,
): Promise<Processes> {
  const standIns = await startStandIns(loadConfig({}));
  const { chatwoot } = standIns;
  if (!chatwoot) throw new Error('the customer writes in the stand-in for Chatwoot');
  const ports = Object.fromEntries(
    await Promise.all([...servers, 'crews'].map(async (name) => [name, await freePort()])),
  ) as Record<string, number>;
  const crewsUrl = `http://127.0.0.1:${ports.crews}`;
  const environment = {
    ...bare,
    ...standIns.variables,
    JWT_SECRET: randomBytes(32).toString('hex'),
    REDIS_URL: redisUrl,
    LOG_LEVEL: 'debug',
    TURN_DEBOUNCE_MS: '300',
    PORT_CREWS: String(ports.crews),
    ...Object.fromEntries(
      servers.flatMap((name) => [
        [`PORT_MCP_${name.toUpperCase()}`, String(ports[name])],
        [`MCP_${name.toUpperCase()}_URL`, `http://127.0.0.1:${ports[name]}/mcp`],
      ]),
    ),
    ...variables,
  };
  const { TENANT, CHATWOOT_WEBHOOK_TOKEN } = loadConfig(environment);
  chatwoot.setWebhookUrl(`${crewsUrl}/chatwoot/${TENANT}/${CHATWOOT_WEBHOOK_TOKEN}`);
  let output = '';
  const children = [...servers.map((name) => `mcp-servers/${name}/main.ts`), 'crews/main.ts'].map((file) => {
    const child = spawn(process.execPath, [file], { cwd: root, env: environment });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output += data;
      });
    }
    return child;
  });
  const stop = async () => {
    const codes = await Promise.all(children.map(end));
    await standIns.close();
    return codes;
  };
  try {
    await untilReady(crewsUrl, () => output);
    const run = (...args: string[]) =>
      spawnSync(process.execPath, args, { cwd: root, env: environment, encoding: 'utf8' }).stdout;
    return { chatwoot, crewsUrl, run, log: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  return code as number | null;
}

async function untilReady(url: string, log: () => string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined); // not listening yet
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`crews was not ready within ${startTimeoutMs / 1_000} s:\n${log()}`);
}

/** A customer writes, and waits for the reply. */
export async function writeOnce(
  chatwoot: SandboxChatwoot,
  { phone, words }: { phone: string; words: string },
): Promise<SandboxCustomer> {
  const customer = chatwoot.customer(phone, 'Maria');
  customer.write(words);
  await until('a reply', () =>
    customer.conversation()?.messages.some(({ type, private: isNote }) => type === 'outgoing' && !isNote),
  );
  return customer;
}

/** @throws Error when it does not come to that. */
export async function until(what: string, isSo: () => boolean | undefined): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${patienceMs / 1_000} s`);
    await sleep(50);
  }
}
