import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { tokenSettings } from '#config/token-settings.ts';
import { describeError } from '#errors/describe-error.ts';
import { createTokens } from '#identity/tokens.ts';
import { runDoctor } from '#launch/doctor/run-doctor.ts';
import { type Everything, startEverything } from '#launch/start-everything.ts';
import { type SandboxChatwoot, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { demoPolicy } from '#sandbox/openai/demo-policy/demo-policy.ts';
import { startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { notesOf, repliesAfter } from '../bot/testing.ts';
import { startRedisServer, type TestRedis } from '../redis.ts';
import { capturingLogger } from './testing/capturing-logger.ts';
import { mcpServers, processes, urlOf } from './testing/deployment.ts';
import { recognisableSecrets, secretPart } from './testing/recognisable.ts';

/** A conversation and every kind of failure, with a recognisable value in each secret: none of them comes out. */
const secrets = recognisableSecrets();
const tokens = createTokens(tokenSettings(loadConfig({ JWT_SECRET: secrets.JWT_SECRET })));
const words = 'Meu cachorro chama Pipoca';

const { logger, lines } = capturingLogger();
/** By where it came out. */
const seen: Record<string, string[]> = { log: lines };
const see = (place: string, text: string) => {
  seen[place] = [...(seen[place] ?? []), text];
};

type StandIn = { url: string; close(): Promise<unknown> };
let standIns: Record<'odoo' | 'qdrant' | 'model', StandIn> & { chatwoot: SandboxChatwoot };
let redis: TestRedis;
let environment: Record<string, string>;
let house: Everything;

beforeAll(async () => {
  for (const name of ['stdout', 'stderr'] as const) {
    const write = process[name].write.bind(process[name]);
    vi.spyOn(process[name], 'write').mockImplementation((...parts: Parameters<typeof write>) => {
      see(name, String(parts[0]));
      return name === 'stderr' ? write(...parts) : true;
    });
  }
  redis = await startRedisServer();
  const admin = new Redis(redis.url);
  await admin.config('SET', 'requirepass', secrets.REDIS_PASSWORD ?? '');
  admin.disconnect();
  const odoo = await startSandboxOdoo({ apiKey: secrets.ODOO_API_KEY ?? '' });
  const model = await startSandboxOpenAi({ apiKey: secrets.OPENAI_API_KEY ?? '', policy: demoPolicy });
  const chatwoot = await startSandboxChatwoot({
    userToken: secrets.CHATWOOT_API_KEY ?? '',
    botToken: secrets.CHATWOOT_BOT_TOKEN ?? '',
    webhookSecret: secrets.CHATWOOT_WEBHOOK_SECRET ?? '',
  });
  standIns = {
    odoo,
    model,
    chatwoot,
    qdrant: await startSandboxQdrant({ apiKey: secrets.QDRANT_API_KEY ?? '' }),
  };
  environment = {
    ...secrets,
    TURN_DEBOUNCE_MS: '20',
    TOOL_PATIENCE_SECONDS: '0',
    TURN_ATTEMPTS: '2',
    AUDIT: 'stdout,redis',
    REDIS_URL: redis.url,
    ODOO_URL: odoo.url,
    ODOO_DB: odoo.db,
    ODOO_USERNAME: odoo.username,
    QDRANT_URL: standIns.qdrant.url,
    CHATWOOT_URL: chatwoot.url,
    CHATWOOT_ACCOUNT_ID: String(chatwoot.accountId),
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: 'demo-model',
    LANGFUSE_PUBLIC_KEY: 'pk-lf-test',
  };
  house = await startEverything({ environment, freePorts: true, logger });
  chatwoot.setWebhookUrl(`${urlOf(house, 'crews')}/chatwoot/main/${secrets.CHATWOOT_WEBHOOK_TOKEN}`);
}, 120_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await house.close(0);
});

const everybody = { subject: 'test', tenant: 'main', scopes: ['*'] };

/** Asks everybody for everything that is told, with a right token and with wrong ones. */
async function look() {
  for (const name of processes) {
    const ask = async (path: string, init: RequestInit = {}) =>
      see(`${name} ${path}`, await (await fetch(new URL(path, urlOf(house, name)), init)).text());
    const right = { authorization: `Bearer ${await tokens.mint(everybody, name)}` };
    for (const path of ['/healthz', '/readyz', '/metrics', '/nowhere']) await ask(path, { headers: right });
    await ask('/mcp', { method: 'POST', body: '{', headers: right });
    await ask('/tools/list', { method: 'POST', headers: { authorization: `Bearer ${secrets.JWT_SECRET}` } });
  }
  const calls = [
    ['odoo_search_products', { query: 'trena' }],
    ['odoo_find_customer', { phone: '+5511966000001' }],
    ['qdrant_search_products', { query: 'trena' }],
    ['chatwoot_list_conversations', {}],
    ['chatwoot_send_message', { conversation_id: 1, content: 'oi', delivery_key: 'k' }],
  ] as const;
  for (const [name, args] of calls) {
    for (const process of mcpServers) {
      const own = process === 'mcp-orchestrator' ? name : name.replace(/^[a-z]+_/, '');
      if (process !== 'mcp-orchestrator' && !name.startsWith(process.slice('mcp-'.length))) continue;
      const response = await fetch(`${urlOf(house, process)}/tools/call`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await tokens.mint(everybody, process)}` },
        body: JSON.stringify({ name: own, arguments: args }),
      });
      see(`${process} ${own}`, await response.text());
    }
  }
}

test('a whole conversation, and what is told of it', async () => {
  const ana = standIns.chatwoot.customer('+5511966000001', 'Ana');
  const said = ['tem trena?', 'quero 1', 'sim', `cadê meu pedido? ${words}`, 'quero falar com um atendente'];
  for (const [index, text] of said.entries()) {
    ana.write(text);
    see('replies', (await repliesAfter(ana, index + 1)).join('\n'));
  }
  see('notes', notesOf(ana).join('\n'));
  await look();
  const run = await fetch(`${urlOf(house, 'crews')}/graphs/customer-service/invoke`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokens.mint(everybody, 'crews')}` },
    body: JSON.stringify({
      input: { messages: [{ role: 'user', content: words }] },
      webhook: 'http://127.0.0.1:9/',
    }),
  });
  see('run', await run.text());
}, 60_000);

test.each(['odoo', 'qdrant', 'model', 'chatwoot'] as const)(
  'a failing %s',
  async (name) => {
    await standIns[name].close();
    standIns.chatwoot.customer('+5511966000002', 'Bia').write(`tem furadeira? ${words}`);
    await look();
  },
  60_000,
);

test('keys that are refused, a start that fails, and the doctor', async () => {
  for (const each of await runDoctor(environment, false)) see('doctor', JSON.stringify(each));
  const others = recognisableSecrets();
  for (const [name, value] of Object.entries(others)) secrets[`wrong ${name}`] = value;
  const wrong = { ...environment, ...others };
  for (const each of await runDoctor(wrong, false)) see('doctor', JSON.stringify(each));
  const unfit = { ...environment, ODOO_DB: '', JWT_SECRET: 'short-Pipoca', QDRANT_URL: 'nowhere' };
  const failure = await startEverything({ environment: unfit, freePorts: true, logger }).catch(
    (error) => error,
  );
  see('start', `${JSON.stringify(describeError(failure))} ${failure}`);
}, 60_000);

test('Redis that is gone', async () => {
  const records = new Redis(redis.url, { password: secrets.REDIS_PASSWORD ?? '' });
  see('audit', JSON.stringify(await records.xrange('mcp-first:audit', '-', '+')));
  records.disconnect();
  await redis.stop();
  await look();
}, 60_000);

test('nothing of it held a secret, a token, or what a customer has said', () => {
  expect(Object.keys(secrets).length).toBeGreaterThan(10);
  for (const place of ['log', 'stdout', 'audit', 'replies', 'mcp-odoo search_products', 'crews /metrics'])
    expect(seen[place]?.join('').length, place).toBeGreaterThan(0);

  const found: string[] = [];
  for (const [place, texts] of Object.entries(seen)) {
    const text = texts.join('\n');
    for (const [name, value] of Object.entries(secrets)) {
      if (value.length >= 32 && text.includes(secretPart(value))) found.push(`${name} in ${place}`);
    }
    if (/eyJ[\w-]{10,}\.eyJ[\w-]{10,}/.test(text)) found.push(`a token in ${place}`);
    const isForReaders = /^(replies|notes|run)$|list_conversations$/.test(place);
    if (!isForReaders && text.includes('Pipoca')) found.push(`a customer's words in ${place}`);
  }
  expect(found).toEqual([]);
});
