import { describe, expect, test } from 'vitest';
import { AccessError, UpstreamError } from '#errors/errors.ts';
import { emptyReport } from '../state.ts';
import { runtime, scriptedTools, syncState } from '../testing/scripted-tools.ts';
import { begin } from './begin.ts';

const newest: Record<string, string> = {
  'product.product': '2026-05-01 10:00:00',
  'product.template': '2026-05-01 11:00:00',
  'stock.quant': '2026-05-01 12:00:00',
};

function world({
  fields = ['free_qty', 'stock_quant_ids'],
  documents = 5,
  needs_rebuild = false,
  quants = (): unknown => ({ records: [{ write_date: newest['stock.quant'] }] }),
} = {}) {
  return scriptedTools({
    odoo_search_records: ({ model }) =>
      model === 'stock.quant' ? quants() : { records: [{ write_date: newest[String(model)] }] },
    odoo_describe_model: ({ query }) => ({
      fields: fields.filter((name) => name.includes(String(query))).map((name) => ({ name })),
    }),
    qdrant_collection_info: () => ({ documents, needs_rebuild }),
  });
}

const beginWith = (cursor: string | null, tools = world()) =>
  begin(tools.dependencies)(syncState({ cursor, after: 9, reread: true, copied: 3 }), runtime);

test('the first run reads everything, and starts every count anew', async () => {
  expect(await beginWith(null)).toEqual({
    since: null,
    until: '2026-05-01 12:00:00',
    optional_fields: ['free_qty', 'stock_quant_ids'],
    rebuild: { needed: false, cursor: null },
    after: 0,
    page: [],
    reread: false,
    more: true,
    copied: 0,
    report: { ...emptyReport, scope: 'everything' },
  });
});

test.each([
  ['2026-05-01 00:02:00', '2026-04-30 23:57:00'],
  ['2026-05-01T09:00:00Z', '2026-05-01 08:55:00'],
  ['2026-05-01T09:00:00-03:00', '2026-05-01 11:55:00'],
])('after %s what was written from %s on is read', async (cursor, since) => {
  expect(await beginWith(cursor)).toMatchObject({ since, report: { scope: 'changes' } });
});

test('a catalogue that was emptied is read whole in spite of the cursor', async () => {
  expect(await beginWith('2026-05-01 09:00:00', world({ documents: 0 }))).toMatchObject({ since: null });
});

test('another analyser or model is noticed', async () => {
  expect(await beginWith(null, world({ needs_rebuild: true }))).toMatchObject({ rebuild: { needed: true } });
});

describe('the stock', () => {
  test('is not asked for where Odoo keeps none', async () => {
    const tools = world({ fields: [] });
    expect(await beginWith(null, tools)).toMatchObject({ optional_fields: [], until: '2026-05-01 11:00:00' });
    expect(tools.argsOf('odoo_search_records').map(({ model }) => model)).not.toContain('stock.quant');
  });

  test('is left out where the user may not see it', async () => {
    const fields = ['free_qty', 'stock_quant_ids', 'is_storable'];
    const refused = world({ fields, quants: () => Promise.reject(new AccessError('No.')) });
    expect(await beginWith(null, refused)).toMatchObject({ optional_fields: ['is_storable'] });
  });

  test('of an Odoo that fails fails the run', async () => {
    const failing = world({ quants: () => Promise.reject(new UpstreamError('Odoo is down.')) });
    await expect(beginWith(null, failing)).rejects.toThrow('Odoo is down.');
  });
});

test('acts for no customer, in the tenant of the run', async () => {
  const tools = world();
  await beginWith(null, tools);
  for (const { principal } of tools.calls)
    expect(principal).toEqual({
      subject: 'catalog-sync',
      tenant: 'shop',
      scopes: ['odoo:read', 'qdrant:read', 'qdrant:write'],
    });
});
