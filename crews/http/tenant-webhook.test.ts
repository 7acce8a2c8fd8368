import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Config, loadConfig } from '#config/load-config.ts';
import { singleTenant, type Tenants, unknownTenant } from '#config/tenants/tenants.ts';
import { createTokens } from '#identity/tokens.ts';
import { authenticate } from '#service/authenticate.ts';
import { type Listening, listen } from '#service/listen.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { createMemoryTurnQueue } from '../queue/memory-turn-queue.ts';
import type { InboundEvent, TurnQueue } from '../queue/turn-queue.ts';
import { answerProblem } from './problem.ts';
import { requireTenant, tenantWebhook } from './tenant-webhook.ts';
import { webhookRoute } from './webhook-route.ts';

const base = loadConfig({});
const settingsOf = (name: string, own: Partial<Config>): Config => ({ ...base, TENANT: name, ...own });
const configs = new Map([
  ['acme', settingsOf('acme', { CHATWOOT_WEBHOOK_TOKEN: 'token-a', CHATWOOT_WEBHOOK_SECRET: 'secret-a' })],
  [
    'borges',
    settingsOf('borges', { CHATWOOT_WEBHOOK_TOKEN: 'token-b', CHATWOOT_WEBHOOK_SECRET: 'secret-b' }),
  ],
  ['casa', settingsOf('casa', { CHATWOOT_WEBHOOK_TOKEN: '' })],
]);
const tenants: Tenants = {
  names: () => [...configs.keys()],
  configOf(name) {
    const config = configs.get(name);
    if (!config) throw unknownTenant();
    return config;
  },
  onChange: () => () => undefined,
  close: () => undefined,
};

const stored: InboundEvent[] = [];
const memory = createMemoryTurnQueue({ logger: silentLogger });
const queue: TurnQueue = {
  ...memory,
  async offer(event) {
    stored.push(event);
    return memory.offer(event);
  },
};
const tokens = createTokens('a secret of more than thirty-two characters');

let crews: Listening;
beforeAll(async () => {
  const app = express();
  app.use(
    webhookRoute({ webhookOf: (tenant) => tenantWebhook(tenants, tenant), queue, logger: silentLogger }),
  );
  app.use(authenticate(tokens, 'crews', 'main'), requireTenant(tenants));
  app.get('/whoami', (_request, response) => void response.json({ ok: true }));
  app.use(answerProblem(silentLogger));
  crews = await listen(app, { host: '127.0.0.1', port: 0, name: 'crews' });
});
afterAll(async () => {
  await crews.close(0);
  await memory.close(0);
});
beforeEach(() => {
  stored.length = 0;
});

const fixture = readFileSync(
  new URL('../../adapters/chatwoot/webhook/fixtures/message-created.json', import.meta.url),
  'utf8',
);

async function deliver(path: string, secret: string): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = `sha256=${createHmac('sha256', secret).update(`${timestamp}.${fixture}`).digest('hex')}`;
  const response = await fetch(new URL(path, crews.url), {
    method: 'POST',
    body: fixture,
    headers: {
      'content-type': 'application/json',
      'x-chatwoot-signature': signature,
      'x-chatwoot-timestamp': timestamp,
    },
  });
  return response.status;
}

describe('the webhook of a tenant', () => {
  test('takes its events by its own token and secret, as its own', async () => {
    expect(await deliver('/chatwoot/acme/token-a', 'secret-a')).toBe(200);
    expect(await deliver('/chatwoot/borges/token-b', 'secret-b')).toBe(200);
    expect(stored.map(({ tenant, conversationKey }) => [tenant, conversationKey])).toEqual([
      ['acme', 'acme:2:12'],
      ['borges', 'borges:2:12'],
    ]);
  });

  test.each([
    ['with the token of another', '/chatwoot/acme/token-b', 'secret-b', 404],
    ['signed by another', '/chatwoot/acme/token-a', 'secret-b', 401],
    ['of a tenant without a webhook', '/chatwoot/casa/development', 'secret-a', 404],
    ['of a tenant that is not known', '/chatwoot/main/token-a', 'secret-a', 404],
    ['of a name that only looks like one', '/chatwoot/__proto__/token-a', 'secret-a', 404],
  ])('%s it is refused', async (_, path, secret, status) => {
    expect(await deliver(path, secret)).toBe(status);
    expect(stored).toEqual([]);
  });

  test('changes with the settings, without a restart', async () => {
    configs.set(
      'acme',
      settingsOf('acme', { CHATWOOT_WEBHOOK_TOKEN: 'new', CHATWOOT_WEBHOOK_SECRET: 'newer' }),
    );
    expect(await deliver('/chatwoot/acme/token-a', 'secret-a')).toBe(404);
    expect(await deliver('/chatwoot/acme/new', 'newer')).toBe(200);
  });

  test('is that of the settings where there is one tenant', () => {
    const one = singleTenant(loadConfig({ CHATWOOT_BOT_TOKEN: 'bot', CHATWOOT_BOT_ID: '7' }));
    expect(tenantWebhook(one, 'main')).toEqual({
      tenant: 'main',
      token: 'development',
      secret: undefined,
      accountSecret: undefined,
      botId: 7,
      writesAsBot: true,
      acceptedEmails: [],
    });
    expect(tenantWebhook(one, 'other')).toBeUndefined();
  });
});

test.each([
  ['borges', 200],
  ['main', 403],
])('a caller of the tenant %s is answered %i', async (tenant, status) => {
  const token = await tokens.mint({ subject: 'ana', tenant, scopes: ['graphs:run'] }, 'crews');
  const response = await fetch(new URL('/whoami', crews.url), {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(status);
});
