import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { BaseMessage } from '@langchain/core/messages';
import { Redis } from 'ioredis';
import { expect, inject } from 'vitest';
import { threadIdOf } from '#crews/bot/thread-id.ts';
import { startEverything } from '#launch/start-everything.ts';
import type { Exchange } from '#sandbox/chatwoot/rest/exchange.ts';
import { type SandboxCustomer, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import type { Version } from '#sandbox/chatwoot/version-profile.ts';
import { startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { type Logger, silentLogger } from '#telemetry/logger.ts';

/** Where the queue and the threads are kept. */
export const places = ['memory', 'Redis'] as const;
export type Place = (typeof places)[number];

export type TestBot = Awaited<ReturnType<typeof startTestBot>>;

type Deliver = (changes?: object) => Promise<Response>;

let customers = 0;

/** A whole deployment on the stand-ins, its Chatwoot and Odoo in the test's own hands. */
export async function startTestBot(
  options: { place?: Place; version?: Version; environment?: Record<string, string> } = {},
) {
  const { place = 'memory', version = '4.16', environment = {} } = options;
  const exchanges: Exchange[] = [];
  const warnings: string[] = [];
  const chatwoot = await startSandboxChatwoot({
    version,
    onExchange: (exchange) => exchanges.push(exchange),
  });
  const odoo = await startSandboxOdoo();
  const everything = await startEverything({
    environment: {
      TURN_DEBOUNCE_MS: '50',
      TOOL_PATIENCE_SECONDS: '0',
      ODOO_URL: odoo.url,
      ODOO_DB: odoo.db,
      ODOO_USERNAME: odoo.username,
      ODOO_API_KEY: odoo.apiKey,
      CHATWOOT_URL: chatwoot.url,
      CHATWOOT_ACCOUNT_ID: String(chatwoot.accountId),
      CHATWOOT_API_KEY: chatwoot.userToken,
      CHATWOOT_BOT_TOKEN: chatwoot.botToken,
      CHATWOOT_BOT_ID: String(chatwoot.botId),
      CHATWOOT_WEBHOOK_SECRET: chatwoot.webhookSecret,
      ...(place === 'Redis' ? { REDIS_URL: await ownDatabase() } : {}),
      ...environment,
    },
    freePorts: true,
    logger: warningLogger(warnings),
  });
  const webhookUrl = `${everything.urls.crews}/chatwoot/main/${everything.config.CHATWOOT_WEBHOOK_TOKEN}`;
  chatwoot.setWebhookUrl(webhookUrl);

  return {
    everything,
    chatwoot,
    odoo,
    webhookUrl,
    /** REST requests of the bot that Chatwoot has answered. */
    exchanges,
    warnings,
    newCustomer(): SandboxCustomer {
      customers += 1;
      return chatwoot.customer(`+55119820${String(customers).padStart(5, '0')}`, 'Maria');
    },
    /** The texts of the customer as the graph was given them. */
    async heardFrom(customer: SandboxCustomer): Promise<string[]> {
      const thread_id = threadIdOf('main', chatwoot.accountId, customer.conversation()?.id ?? 0);
      const graph = everything.crews.graphs['customer-service'];
      const { values } = await graph.getState({ configurable: { thread_id } });
      const messages: BaseMessage[] = values.messages ?? [];
      return messages.filter((message) => message.getType() === 'human').map((message) => message.text);
    },
    /**
     * What Chatwoot sends while the work is done, held back: each is delivered when it is called, with other fields
     * where they are given (only where nothing is signed).
     */
    async holdWebhooks(count: number, work: () => void): Promise<Deliver[]> {
      const held = await holdingServer();
      chatwoot.setWebhookUrl(held.url);
      work();
      await expect.poll(() => held.webhooks.length, { timeout: 5_000 }).toBe(count);
      chatwoot.setWebhookUrl(webhookUrl);
      await held.close();
      return held.webhooks
        .sort((one, other) => one.number - other.number)
        .map(({ body, headers }) => (changes?: object) => {
          const changed = changes ? JSON.stringify({ ...JSON.parse(body), ...changes }) : body;
          // Another event is a delivery of its own.
          const own = changes && 'event' in changes ? { 'x-chatwoot-delivery': randomUUID() } : {};
          return fetch(webhookUrl, { method: 'POST', body: changed, headers: { ...headers, ...own } });
        });
    },
    async close() {
      await everything.close(0);
      await Promise.all([chatwoot.close(), odoo.close()]);
    },
  };
}

/** A place that takes webhooks with all that signs them. */
async function holdingServer() {
  const webhooks: { number: number; body: string; headers: Record<string, string> }[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const names = Object.keys(request.headers).filter((name) => name.startsWith('x-chatwoot-'));
    const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
    webhooks.push({ number: JSON.parse(body).id, body, headers });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    webhooks,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/**
 * A database of Redis for this test process alone, emptied: the queues of two deployments on one would work for
 * each other.
 */
async function ownDatabase(): Promise<string> {
  const url = `${inject('redisUrl')}/${8 + (Number(process.env.VITEST_POOL_ID) % 8)}`;
  const redis = new Redis(url);
  await redis.flushdb();
  redis.disconnect();
  return url;
}

function warningLogger(warnings: string[]): Logger {
  const logger: Logger = {
    ...silentLogger,
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts: unknown[]) => void warnings.push(String(parts.at(-1))),
    error: (...parts: unknown[]) => void warnings.push(String(parts.at(-1))),
    child: () => logger,
  };
  return logger;
}

const messagesOf = (customer: SandboxCustomer) => customer.conversation()?.messages ?? [];

/** What the customer was told, by whomever. */
export const repliesTo = (customer: SandboxCustomer): string[] =>
  messagesOf(customer)
    .filter(({ type, private: isNote }) => type === 'outgoing' && !isNote)
    .map(({ content }) => content);

/** The private notes of the bot. */
export const notesOf = (customer: SandboxCustomer): string[] =>
  messagesOf(customer)
    .filter(({ private: isNote, sender }) => isNote && sender?.kind === 'agent_bot')
    .map(({ content }) => content);

/** The replies, once there are so many and no more have come for a while. */
export async function repliesAfter(customer: SandboxCustomer, count: number): Promise<string[]> {
  await expect.poll(() => repliesTo(customer).length, { timeout: 15_000 }).toBeGreaterThanOrEqual(count);
  await quiet(300);
  return repliesTo(customer);
}

export async function notesAfter(customer: SandboxCustomer, count: number): Promise<string[]> {
  await expect.poll(() => notesOf(customer).length, { timeout: 15_000 }).toBeGreaterThanOrEqual(count);
  await quiet(300);
  return notesOf(customer);
}

export const quiet = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
