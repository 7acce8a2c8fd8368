import { describe, expect, test } from 'vitest';
import { emptyReport } from '../state.ts';
import { runtime, scriptedTools, syncState } from '../testing/scripted-tools.ts';
import { reconcile } from './reconcile.ts';

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Answers as Odoo and the catalogue would, page by page. */
function world(odoo: number[], catalogue: number[]) {
  return scriptedTools({
    odoo_search_records: ({ domain }) => {
      const after = Number((domain as unknown[][]).find(([field]) => field === 'id')?.[2]);
      const rest = odoo.filter((id) => id > after);
      return { records: rest.slice(0, 100).map((id) => ({ id })), has_more: rest.length > 100 };
    },
    qdrant_list_document_ids: ({ cursor }) => {
      const start = Number(cursor ?? 0);
      const next = start + 60;
      return {
        ids: catalogue.slice(start, next).map(String),
        next_cursor: next < catalogue.length ? String(next) : null,
      };
    },
    qdrant_hold_lease: () => ({ seconds_left: 150 }),
    qdrant_delete_documents: ({ ids }) => ({ deleted: (ids as string[]).length }),
  });
}

const run = (tools: ReturnType<typeof world>, state: Parameters<typeof syncState>[0] = {}) =>
  reconcile(tools.dependencies)(syncState(state), runtime);
const deletedBy = (tools: ReturnType<typeof world>) =>
  tools.argsOf('qdrant_delete_documents').flatMap(({ ids }) => ids as string[]);

test('what is equal is left alone', async () => {
  const tools = world(numbers(1, 250), numbers(1, 250));
  expect(await run(tools)).toEqual({ report: emptyReport });
  expect(deletedBy(tools)).toEqual([]);
});

test('what is gone in Odoo is deleted and named', async () => {
  const tools = world(numbers(3, 250), numbers(1, 250));
  expect(await run(tools)).toEqual({
    report: { ...emptyReport, deleted: 2, examples: ['gone: 1', 'gone: 2'] },
  });
  expect(deletedBy(tools)).toEqual(['1', '2']);
});

test('the lease is prolonged before anything is deleted', async () => {
  const tools = world([2], [1, 2]);
  await run(tools);
  const order = tools.calls.map(({ tool }) => tool);
  expect(order.slice(-2)).toEqual(['qdrant_hold_lease', 'qdrant_delete_documents']);
});

test('a dry run counts it only', async () => {
  const tools = world(numbers(3, 250), numbers(1, 250));
  expect(await run(tools, { dry_run: true })).toMatchObject({ report: { deleted: 2 } });
  expect(deletedBy(tools)).toEqual([]);
});

describe('what is believed to be gone', () => {
  test.each([
    ['ten of twelve', numbers(11, 12), numbers(1, 12), 10, 0],
    ['eleven of twelve', numbers(12, 12), numbers(1, 12), 0, 11],
    ['a fifth', numbers(51, 250), numbers(1, 250), 50, 0],
    ['more than a fifth', numbers(52, 250), numbers(1, 250), 0, 51],
    ['everything', [], numbers(1, 250), 0, 250],
  ])('%s', async (_what, odoo, catalogue, deleted, held_back) => {
    const tools = world(odoo, catalogue);
    expect(await run(tools)).toMatchObject({ report: { deleted, held_back } });
    expect(deletedBy(tools)).toHaveLength(deleted);
  });

  test('is everything, where a person says so; a hundred a call', async () => {
    const tools = world([], numbers(1, 250));
    expect(await run(tools, { allow_mass_deletion: true })).toMatchObject({
      report: { deleted: 250, held_back: 0 },
    });
    expect(tools.argsOf('qdrant_delete_documents')).toHaveLength(3);
  });
});

describe('what is missing from the catalogue although nothing changed', () => {
  const again = { since: null, after: 0, more: true, reread: true };

  test('is read by going through everything once', async () => {
    const state = { since: '2026-05-01 10:00:00', report: { ...emptyReport, scope: 'changes' as const } };
    expect(await run(world([1, 2], [1]), state)).toMatchObject({ ...again, report: { scope: 'everything' } });
  });

  test('and once only', async () => {
    expect(await run(world([1, 2], [1]), { reread: true })).toEqual({ report: emptyReport });
  });

  test('and not in a dry run, where it was not written', async () => {
    expect(await run(world([1, 2], [1]), { dry_run: true })).toEqual({ report: emptyReport });
  });
});
