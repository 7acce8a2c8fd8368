import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { runSync } from './run-sync.ts';
import { type Everything, startEverything } from './start-everything.ts';

type Qdrant = Awaited<ReturnType<typeof startSandboxQdrant>>;

let qdrant: Qdrant;
let everything: Everything;
let ids: number[];
beforeAll(async () => {
  qdrant = await startSandboxQdrant();
  everything = await startEverything({
    environment: { CATALOG_SYNC: 'false', QDRANT_URL: qdrant.url, QDRANT_API_KEY: qdrant.apiKey },
    freePorts: true,
    logger: silentLogger,
  });
}, 60_000);
afterAll(async () => {
  await everything.close(0);
  await qdrant.close();
});

const sync = (more: { dryRun?: boolean; allowMassDeletion?: boolean } = {}) =>
  runSync(everything.crews.graphs['catalog-sync'], { tenant: 'main', ...more });
const nothing = { rewritten: 0, payload_only: 0, deleted: 0, held_back: 0, embedded: 0, rebuilt: 0 };

/** Changes products in Odoo by its own protocol, as its users do. */
async function odoo<Result>(method: string, body: object): Promise<Result> {
  const { ODOO_URL, ODOO_API_KEY, ODOO_DB } = everything.config;
  const response = await fetch(`${ODOO_URL}/json/2/product.product/${method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `bearer ${ODOO_API_KEY}`,
      'X-Odoo-Database': String(ODOO_DB),
    },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Result;
}

describe('one after the other', () => {
  test('a dry run writes nothing', async () => {
    const { report } = await sync({ dryRun: true });
    expect(report.rewritten).toBeGreaterThan(20);
    expect((await sync({ dryRun: true })).report).toEqual(report);
  });

  test('the first run reads everything', async () => {
    const { report, copied, resumed } = await sync();
    expect(report).toMatchObject({ ...nothing, scope: 'everything', rewritten: copied, unchanged: 0 });
    expect([copied, resumed]).toEqual([report.read, false]);
  });

  test('the second finds nothing to do', async () => {
    const { report } = await sync();
    expect(report).toMatchObject({ ...nothing, scope: 'changes', unchanged: report.read });
  });

  test('new products are found', async () => {
    const vals_list = Array.from({ length: 3 }, (_, number) => ({
      name: `Prateleira de sincronia ${number}`,
      list_price: 10,
      sale_ok: true,
    }));
    ids = await odoo<number[]>('create', { vals_list });
    expect((await sync()).report).toMatchObject({ ...nothing, rewritten: 3 });
  });

  test('a price is a payload, a name is a text', async () => {
    await odoo('write', { ids: [ids[0]], vals: { list_price: 99 } });
    expect((await sync()).report).toMatchObject({ ...nothing, payload_only: 1 });
    await odoo('write', { ids: [ids[0]], vals: { name: 'Estante renomeada' } });
    const { report } = await sync();
    expect(report).toMatchObject({ ...nothing, rewritten: 1 });
    expect(report.examples).toEqual([`text: ${ids[0]} Estante renomeada`]);
  });

  test('what was archived is taken out, and a dry run counts it once', async () => {
    await odoo('write', { ids: [ids[0]], vals: { active: false } });
    expect((await sync({ dryRun: true })).report).toMatchObject({ ...nothing, deleted: 1 });
    expect((await sync()).report).toMatchObject({ ...nothing, deleted: 1 });
  });

  test('what was deleted is taken out', async () => {
    await odoo('unlink', { ids: [ids[1]] });
    const { report } = await sync();
    expect(report).toMatchObject({ ...nothing, deleted: 1, examples: [`gone: ${ids[1]}`] });
  });

  test('a run that failed in the middle is gone on with', async () => {
    await odoo('write', { ids: [ids[2]], vals: { name: 'Outra prateleira' } });
    qdrant.faults.pass();
    qdrant.faults.next('server_error', 20);
    await expect(sync()).rejects.toMatchObject({ code: 'qdrant_error' });
    qdrant.faults.clear();
    const { report, resumed } = await sync();
    expect(resumed).toBe(true);
    expect(report).toMatchObject({ ...nothing, rewritten: 1 });
  });

  test('a catalogue that was emptied is filled again in spite of the cursor', async () => {
    await fetch(`${qdrant.url}/collections/products_v1`, {
      method: 'DELETE',
      headers: { 'api-key': String(qdrant.apiKey) },
    });
    const { report } = await sync();
    expect(report).toMatchObject({ scope: 'everything', unchanged: 0 });
    expect(report.rewritten).toBeGreaterThan(20);
  });

  test('when a great part is gone at once nothing is deleted, unless a person allows it for that run', async () => {
    const all = await odoo<number[]>('search', { domain: [['sale_ok', '=', true]] });
    const most = all.slice(0, Math.ceil(all.length * 0.6));
    await odoo('write', { ids: most, vals: { sale_ok: false } });
    const kept = { ...nothing, held_back: most.length };
    expect((await sync({ dryRun: true })).report).toMatchObject(kept);
    expect((await sync()).report).toMatchObject(kept);

    const deleted = { ...nothing, deleted: most.length };
    const allowMassDeletion = true;
    expect((await sync({ dryRun: true, allowMassDeletion })).report).toMatchObject(deleted);
    expect((await sync({ allowMassDeletion })).report).toMatchObject(deleted);
    const { values } = await everything.crews.graphs['catalog-sync'].getState({
      configurable: { thread_id: 'catalog-sync-main' },
    });
    expect(values).toMatchObject({ allow_mass_deletion: false });
    await odoo('write', { ids: most, vals: { sale_ok: true } });
    expect((await sync()).report).toMatchObject({ ...nothing, rewritten: most.length });
  });
});

test('a new embedding model builds the catalogue anew first, and each text is paid for once', async () => {
  const withModel = await startEverything({
    environment: {
      CATALOG_SYNC: 'false',
      QDRANT_URL: qdrant.url,
      QDRANT_API_KEY: qdrant.apiKey,
      OPENAI_EMBEDDING_MODEL: 'demo-model',
    },
    freePorts: true,
    logger: silentLogger,
  });
  const graph = withModel.crews.graphs['catalog-sync'];
  const { report } = await runSync(graph, { tenant: 'main' });
  expect(report.rebuilt).toBeGreaterThan(20);
  expect(report).toMatchObject({ rewritten: 0, held_back: 0, embedded: report.rebuilt });
  expect(report.embedded_characters).toBeGreaterThan(report.embedded * 5);
  expect((await runSync(graph, { tenant: 'main' })).report).toMatchObject({ ...nothing, rebuilt: 0 });
  await withModel.close(0);
}, 60_000);
