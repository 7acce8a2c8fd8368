import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Config, loadConfig } from '#config/load-config.ts';
import { type SandboxChatwoot, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { prepareCatalogue } from '#test/chaos/prepare-catalogue.ts';
import { type SupervisedProcess, supervise } from '#test/chaos/supervised-process.ts';
import { freePort, startTestRedis } from '#test/redis.ts';
import { type StandIns, startStandIns } from './start-stand-ins.ts';

const root = join(import.meta.dirname, '../..');
const startTimeoutMs = 120_000;
const webhooksName = 'crews-webhooks';
const servers = ['odoo', 'qdrant', 'chatwoot', 'orchestrator'] as const;

const sentMessage = z.object({
  method: z.literal('post'),
  path: z.literal('/conversations/:conversation/messages'),
  status: z.literal(200),
  answer: z.object({ conversation_id: z.number() }),
});

/** All processes of a deployment, each for itself, as a company runs them. */
export interface System {
  chatwoot: SandboxChatwoot;
  standIns: StandIns;
  /** The addresses by the processes' names: `mcp-odoo`, …, `crews`, and `crews-2`, … or `crews-webhooks` where they are there. */
  urls: Record<string, string>;
  redisUrl: string;
  /** Requests that Chatwoot has answered. */
  requests(): number;
  /** Where crews takes Chatwoot's webhooks; Chatwoot posts them to the first one unless told otherwise. */
  webhookPath: string;
  stop(): Promise<void>;
}

export interface Ears {
  /** A message that Chatwoot has taken from the bot. */
  onMessage(conversationId: number): void;
  /** How long Chatwoot waited for the acknowledgement of a webhook. */
  onAcknowledged(milliseconds: number): void;
}

/**
 * @param options.nodeOptions for each process, to compare two ways of running it.
 * @param options.crews how many processes of it; 1 by default.
 * @param options.webhooksApart whether one more of them, which answers no conversation, takes the webhooks.
 */
export async function startSystem(
  options: { modelDelayMs: number; nodeOptions: string; crews?: number; webhooksApart?: boolean },
  ears: Ears,
): Promise<System> {
  const { modelDelayMs, nodeOptions, crews = 1, webhooksApart = false } = options;
  const folder = mkdtempSync(join(tmpdir(), 'bench-turns-'));
  const redis = await startTestRedis();
  const standIns = await startStandIns(modelDelayMs);
  let requests = 0;
  const chatwoot = await startSandboxChatwoot({
    onExchange(exchange) {
      requests += 1;
      const message = sentMessage.safeParse(exchange).data;
      if (message) ears.onMessage(message.answer.conversation_id);
    },
    onWebhook: ({ milliseconds }) => ears.onAcknowledged(milliseconds),
  });
  const ports = new Map<string, number>();
  const crewsNames = Array.from({ length: crews }, (_, index) =>
    index === 0 ? 'crews' : `crews-${index + 1}`,
  );
  if (webhooksApart) crewsNames.push(webhooksName);
  for (const name of [...servers.map((each) => `mcp-${each}`), ...crewsNames]) {
    ports.set(name, await freePort());
  }
  const urls = Object.fromEntries([...ports].map(([name, port]) => [name, `http://127.0.0.1:${port}`]));

  const variables = {
    ...standIns.variables,
    CHATWOOT_URL: chatwoot.url,
    CHATWOOT_ACCOUNT_ID: String(chatwoot.accountId),
    CHATWOOT_API_KEY: chatwoot.userToken,
    CHATWOOT_BOT_TOKEN: chatwoot.botToken,
    CHATWOOT_WEBHOOK_SECRET: chatwoot.webhookSecret,
    JWT_SECRET: randomBytes(32).toString('hex'),
    REDIS_URL: redis.url,
    TURN_DEBOUNCE_MS: '0',
    LOG_LEVEL: 'warn',
    NODE_OPTIONS: nodeOptions,
    ...Object.fromEntries(
      servers.map((name) => [`MCP_${name.toUpperCase()}_URL`, `${urls[`mcp-${name}`]}/mcp`]),
    ),
    ...Object.fromEntries(
      servers.map((name) => [`PORT_MCP_${name.toUpperCase()}`, String(ports.get(`mcp-${name}`))]),
    ),
  };
  const processes: SupervisedProcess[] = [];
  const start = async (name: string) => {
    const isCrews = crewsNames.includes(name);
    const args = [isCrews ? 'crews/main.ts' : `mcp-servers/${name.slice('mcp-'.length)}/main.ts`];
    const port = ports.get(name) ?? 0;
    const environment = {
      ...variables,
      ...(isCrews ? { PORT_CREWS: String(port) } : {}),
      ...(name === webhooksName ? { TURN_CONCURRENCY: '0' } : {}),
    };
    const logFile = join(folder, `${name}.log`);
    const command = process.execPath;
    processes.push(supervise({ name, port, command, args, environment, directory: root, logFile }));
    await untilReady(urls[name] ?? '');
  };
  const config: Config = loadConfig(variables);
  const webhookPath = `/chatwoot/${config.TENANT}/${config.CHATWOOT_WEBHOOK_TOKEN}`;
  chatwoot.setWebhookUrl(`${webhooksApart ? urls[webhooksName] : urls.crews}${webhookPath}`);
  // In this order, as a gateway that lacks a server is ready too, and offers no tools of it for a while.
  await Promise.all(['mcp-odoo', 'mcp-qdrant', 'mcp-chatwoot'].map(start));
  await start('mcp-orchestrator');
  await Promise.all(crewsNames.map(start));
  await prepareCatalogue(config);

  return {
    chatwoot,
    standIns,
    urls,
    redisUrl: redis.url,
    requests: () => requests,
    webhookPath,
    async stop() {
      await Promise.all(processes.map((each) => each.stop()));
      await Promise.all([chatwoot.close(), standIns.stop(), redis.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
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
