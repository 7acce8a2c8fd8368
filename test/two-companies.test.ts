import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Everything, startEverything } from '#launch/start-everything.ts';
import { type SandboxChatwoot, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { type SandboxOdoo, startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { silentLogger } from '#telemetry/logger.ts';

/** Two companies on one deployment, from the webhook to the answer. */
const companies = ['acme', 'borges'] as const;
type Company = (typeof companies)[number];

let folder: string;
let odoos: Record<Company, SandboxOdoo>;
let chatwoots: Record<Company, SandboxChatwoot>;
let everything: Everything;

const greetingOf = (company: Company) => `Olá! Aqui é da ${company}.`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'companies-'));
  odoos = { acme: await startSandboxOdoo(), borges: await startSandboxOdoo() };
  chatwoots = {
    acme: await startSandboxChatwoot({ firstId: 1_000 }),
    borges: await startSandboxChatwoot({ firstId: 5_000 }),
  };
  const example = parse(readFileSync(new URL('../business.example.yaml', import.meta.url), 'utf8'));
  const put = (name: string, content: object) => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const settingsOf = (company: Company) => ({
    odoo: {
      url: odoos[company].url,
      db: odoos[company].db,
      username: odoos[company].username,
      api_key: { variable: 'ODOO_KEY' },
    },
    chatwoot: {
      url: chatwoots[company].url,
      account_id: chatwoots[company].accountId,
      api_key: { variable: `USER_${company}`.toUpperCase() },
    },
    bot: { id: chatwoots[company].botId, token: { variable: `BOT_${company}`.toUpperCase() } },
    webhook: {
      token: { variable: `WEBHOOK_${company}`.toUpperCase() },
      secret: { variable: `SECRET_${company}`.toUpperCase() },
    },
    business: {
      profile: put(`${company}.yaml`, { ...example, name: company, greeting: greetingOf(company) }),
    },
  });
  everything = await startEverything({
    environment: {
      TENANTS_FILE: put('tenants.yaml', {
        tenants: { acme: settingsOf('acme'), borges: settingsOf('borges') },
      }),
      JWT_SECRET: 'a secret for tests of at least 32 characters',
      TURN_DEBOUNCE_MS: '20',
      ODOO_KEY: odoos.acme.apiKey,
      ...Object.fromEntries(
        companies.flatMap((company) => [
          [`USER_${company}`.toUpperCase(), chatwoots[company].userToken],
          [`BOT_${company}`.toUpperCase(), chatwoots[company].botToken],
          [`WEBHOOK_${company}`.toUpperCase(), `token-of-${company}`],
          [`SECRET_${company}`.toUpperCase(), chatwoots[company].webhookSecret],
        ]),
      ),
    },
    freePorts: true,
    logger: silentLogger,
  });
  for (const company of companies) {
    chatwoots[company].setWebhookUrl(`${everything.urls.crews}/chatwoot/${company}/token-of-${company}`);
  }
}, 120_000);

afterAll(async () => {
  await everything?.close(0);
  await Promise.all([...Object.values(odoos), ...Object.values(chatwoots)].map((each) => each.close()));
  rmSync(folder, { recursive: true });
});

const answersOf = (company: Company, phone: string) =>
  (chatwoots[company].customer(phone).conversation()?.messages ?? [])
    .filter(({ type, reachedCustomer }) => type === 'outgoing' && reachedCustomer)
    .map(({ content }) => content);

test('both catalogues are copied, each for its own company', () => {
  expect(everything.standIns).toEqual(['qdrant', 'model']);
  expect(everything.products).toBeGreaterThan(20);
});

test('one person writes to both companies and is greeted by each in its own name', async () => {
  const phone = '+5511966660001';
  for (const company of companies) chatwoots[company].customer(phone, 'Elisa').write('oi');
  for (const company of companies) {
    await expect.poll(() => answersOf(company, phone), { timeout: 20_000 }).toHaveLength(1);
    expect(answersOf(company, phone)[0]).toBe(greetingOf(company));
  }
});

test('who orders from one company is a customer of that one alone', async () => {
  const phone = '+5511966660002';
  chatwoots.borges.customer(phone, 'Fábio').write('quero uma furadeira');
  await expect.poll(() => answersOf('borges', phone).length, { timeout: 20_000 }).toBeGreaterThan(0);
  expect(answersOf('acme', phone)).toEqual([]);
});

test('an event of one company at the address of the other is refused', async () => {
  chatwoots.acme.setWebhookUrl(`${everything.urls.crews}/chatwoot/borges/token-of-borges`);
  const phone = '+5511966660003';
  chatwoots.acme.customer(phone, 'Gil').write('oi');
  await chatwoots.acme.settled();
  expect(answersOf('acme', phone)).toEqual([]);
  expect(answersOf('borges', phone)).toEqual([]);
});
