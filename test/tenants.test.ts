import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { openTenants } from '#config/tenants/open-tenants.ts';
import type { Tenants } from '#config/tenants/tenants.ts';
import { chatwootServer } from '#mcp-servers/chatwoot/definition.ts';
import { startTestServer, type TestServer } from '#mcp-servers/kit/testing.ts';
import { odooServer } from '#mcp-servers/odoo/definition.ts';
import { qdrantServer } from '#mcp-servers/qdrant/definition.ts';
import { type SandboxChatwoot, startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { type SandboxOdoo, startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { type SandboxQdrant, startSandboxQdrant } from '#sandbox/qdrant/start.ts';

/** Two companies: each with an Odoo and a Chatwoot of its own, on one Qdrant. */
const acme = { tenant: 'acme' };
const borges = { tenant: 'borges' };
const problems: string[] = [];

let folder: string;
let odoos: Record<'acme' | 'borges', SandboxOdoo>;
let chatwoots: Record<'acme' | 'borges', SandboxChatwoot>;
let qdrant: SandboxQdrant;
let tenants: Tenants;
let odoo: TestServer;
let chatwoot: TestServer;
let search: TestServer;

type Company = 'acme' | 'borges';

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
    api_key: { variable: `CHATWOOT_KEY_${company.toUpperCase()}` },
  },
});

/** JSON is YAML too. */
const write = (content: object) => writeFileSync(join(folder, 'tenants.yaml'), JSON.stringify(content));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenants-'));
  odoos = { acme: await startSandboxOdoo(), borges: await startSandboxOdoo() };
  chatwoots = {
    acme: await startSandboxChatwoot({ firstId: 1_000 }),
    borges: await startSandboxChatwoot({ firstId: 5_000 }),
  };
  qdrant = await startSandboxQdrant();
  write({ tenants: { acme: settingsOf('acme'), borges: settingsOf('borges') } });
  const environment = {
    TENANTS_FILE: join(folder, 'tenants.yaml'),
    QDRANT_URL: qdrant.url,
    ODOO_KEY: odoos.acme.apiKey,
    CHATWOOT_KEY_ACME: chatwoots.acme.userToken,
    CHATWOOT_KEY_BORGES: chatwoots.borges.userToken,
  };
  tenants = openTenants({
    config: loadConfig(environment),
    environment,
    parts: ['odoo', 'chatwoot', 'qdrant', 'model'],
    checkMs: 20,
    onReload: (reload) => void ('problem' in reload && problems.push(reload.problem)),
  });
  odoo = await startTestServer(odooServer, environment, tenants);
  chatwoot = await startTestServer(chatwootServer, environment, tenants);
  search = await startTestServer(qdrantServer, environment, tenants);
});

afterAll(async () => {
  tenants.close();
  await Promise.all([odoo, chatwoot, search].map((server) => server.close(0)));
  await Promise.all(
    [odoos.acme, odoos.borges, chatwoots.acme, chatwoots.borges, qdrant].map((each) => each.close()),
  );
  rmSync(folder, { recursive: true });
});

const newCustomer = (company: { tenant: string }, name: string, phone: string) =>
  odoo.call('find_or_create_customer', { name, phone }, company);

describe('no data crosses', () => {
  test('mcp-odoo: a customer of one company is nobody in the other, even by the same number', async () => {
    const [inAcme, inBorges] = [
      await newCustomer(acme, 'Ana da Acme', '+5511955550001'),
      await newCustomer(borges, 'Bia da Borges', '+5511955550002'),
    ];
    expect(inAcme.data.partner_id, 'both databases count alike').toBe(inBorges.data.partner_id);
    const [ofAcme, ofBorges] = [
      await odoo.call('find_customer', { phone: '+5511955550001' }, borges),
      await odoo.call('find_customer', { phone: '+5511955550002' }, acme),
    ];
    expect([ofAcme.data.candidates, ofBorges.data.candidates]).toEqual([[], []]);
    const read = { model: 'res.partner', ids: [inAcme.data.partner_id], fields: ['name'] };
    expect((await odoo.call('get_records', read, borges)).text).not.toContain('Ana da Acme');
    expect((await odoo.call('get_records', read, acme)).text).toContain('Ana da Acme');
  });

  test('mcp-odoo: an order of one company is not found in the other', async () => {
    const { data: customer } = await newCustomer(acme, 'Ana da Acme', '+5511955550001');
    const products = await odoo.call('search_products', { query: 'a', limit: 1 }, acme);
    const [product] = products.data.products as { product_id: number }[];
    const quoted = await odoo.call(
      'create_quotation',
      {
        partner_id: customer.partner_id,
        lines: [{ product_id: product?.product_id, quantity: 1 }],
        idempotency_key: 'order-of-acme',
      },
      acme,
    );
    expect(quoted.isError, quoted.text).toBe(false);
    const args = { order_id: quoted.data.order_id, partner_id: customer.partner_id };
    expect((await odoo.call('get_order', args, acme)).isError).toBe(false);
    expect((await odoo.call('get_order', args, borges)).isError).toBe(true);
  });

  test('mcp-chatwoot: conversations and contacts are those of the own account', async () => {
    const told = chatwoots.acme.customer('+5511955550003', 'Caio da Acme').write('segredo da acme');
    chatwoots.borges.customer('+5511955550004', 'Davi da Borges').write('segredo da borges');
    const conversation = { conversation_id: told.conversationId };
    expect((await chatwoot.call('list_messages', conversation, acme)).text).toContain('segredo da acme');
    const asked = [
      await chatwoot.call('list_messages', conversation, borges),
      await chatwoot.call('get_conversation', conversation, borges),
      await chatwoot.call('list_conversations', { status: 'all' }, borges),
      await chatwoot.call('find_contact', { phone: '+5511955550003' }, borges),
    ];
    for (const { text } of asked) expect(text).not.toMatch(/segredo da acme|Caio/);
    expect((await chatwoot.call('list_conversations', { status: 'all' }, borges)).text).toContain('Davi');
  });

  test('mcp-chatwoot: nothing is written into the other account', async () => {
    const told = chatwoots.acme.customer('+5511955550003').write('mais uma');
    const message = { conversation_id: told.conversationId, content: 'da borges', delivery_key: 'cross' };
    expect((await chatwoot.call('send_message', message, borges)).isError).toBe(true);
    const messages = chatwoots.acme.customer('+5511955550003').conversation()?.messages ?? [];
    expect(messages.map(({ content }) => content)).not.toContain('da borges');
  });

  test('mcp-qdrant: on one Qdrant each finds its own', async () => {
    const put = (company: { tenant: string }, title: string) =>
      search.call(
        'upsert_documents',
        { collection: 'knowledge', documents: [{ id: 'policy', title, text: `${title} para trocas` }] },
        company,
      );
    await put(acme, 'Política da Acme');
    await put(borges, 'Política da Borges');
    const ofAcme = await search.call('search_knowledge', { query: 'política de trocas' }, acme);
    const ofBorges = await search.call('search_knowledge', { query: 'política de trocas' }, borges);
    expect(ofAcme.text).toContain('Política da Acme');
    expect(ofAcme.text).not.toContain('Borges');
    expect(ofBorges.text).toContain('Política da Borges');
    expect(ofBorges.text).not.toContain('Acme');
  });

  test('not even when both ask at the same time, again and again', async () => {
    const companies = Array.from({ length: 60 }, (_, index) => (index % 2 ? acme : borges));
    const answers = await Promise.all(
      companies.map((company) => odoo.call('find_customer', { phone: '+5511955550001' }, company)),
    );
    const found = answers.map(({ data }) => (data.candidates as unknown[]).length);
    expect(found).toEqual(companies.map((company) => (company === acme ? 1 : 0)));
  });
});

describe('a tenant that is not configured', () => {
  test.each([
    ['mcp-odoo', () => odoo.call('find_customer', { phone: '+5511955550001' }, { tenant: 'main' })],
    ['mcp-chatwoot', () => chatwoot.call('list_conversations', {}, { tenant: 'main' })],
    ['mcp-qdrant', () => search.call('search_knowledge', { query: 'trocas' }, { tenant: 'main' })],
  ])('gets nothing from %s', async (_, ask) => {
    const { isError, text } = await ask();
    expect(isError).toBe(true);
    expect(text).toMatch(/^access_denied: This tenant is not served here\./);
  });
});

describe('a change of the file, without a restart', () => {
  const all = () => ({ acme: settingsOf('acme'), borges: settingsOf('borges') });
  const readiness = async () => {
    const response = await fetch(`${odoo.url}/readyz`);
    const body = (await response.json()) as { status: string; dependencies: Record<string, string> };
    return { status: response.status, body };
  };

  test('brings a new tenant', async () => {
    const casa = { tenant: 'casa' };
    expect((await odoo.call('find_customer', { phone: '+5511955550001' }, casa)).isError).toBe(true);
    write({ tenants: { ...all(), casa: { odoo: settingsOf('acme').odoo } } });
    await expect.poll(() => tenants.names()).toContain('casa');
    expect((await odoo.call('find_customer', { phone: '+5511955550001' }, casa)).isError).toBe(false);
    // It has no Chatwoot, and gets nobody else's.
    expect((await chatwoot.call('list_conversations', {}, casa)).text).toMatch(/^config_error/);
  });

  test('that is wrong changes nothing, and is told', async () => {
    const before = problems.length;
    write({ tenants: { acme: { odoo: { ...settingsOf('borges').odoo, api_key: 'in the open' } } } });
    await expect.poll(() => problems.length).toBe(before + 1);
    expect(problems.at(-1)).toContain('acme.odoo.api_key: a reference');
    expect((await odoo.call('find_customer', { phone: '+5511955550001' }, acme)).text).toContain(
      'Ana da Acme',
    );
    expect((await odoo.call('find_customer', { phone: '+5511955550001' }, borges)).isError).toBe(false);
  });

  test('moves a tenant to other systems', async () => {
    write({ tenants: { ...all(), acme: { ...settingsOf('acme'), odoo: settingsOf('borges').odoo } } });
    await expect
      .poll(async () => (await odoo.call('find_customer', { phone: '+5511955550002' }, acme)).text)
      .toContain('Bia da Borges');
  });

  test('is seen in /readyz, which names a few tenants and stays up with one of them', async () => {
    write({
      tenants: { ...all(), acme: { odoo: { ...settingsOf('acme').odoo, url: 'http://127.0.0.1:9' } } },
    });
    await expect.poll(async () => (await readiness()).body.dependencies['odoo of acme']).not.toBe('ok');
    expect(await readiness()).toMatchObject({
      status: 200,
      body: { status: 'degraded', dependencies: { 'odoo of borges': 'ok' } },
    });
  });
});
