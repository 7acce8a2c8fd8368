import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LimitError, UpstreamError } from '#errors/errors.ts';
import { callTool, deleteFromCatalogue, idsInCatalogue, idsInOdoo } from './sync-tools.ts';
import { runtime, scriptedTools } from './testing/scripted-tools.ts';

describe('where calls are limited', () => {
  /** Refuses the first calls. */
  function limited(refusals: number, error: Error) {
    let calls = 0;
    return scriptedTools({
      tool: () => {
        calls += 1;
        if (calls <= refusals) throw error;
        return { ok: true };
      },
    });
  }
  const rateLimited = new LimitError('Too many.', { code: 'rate_limited' });
  const call = (tools: ReturnType<typeof limited>, signal = runtime.signal) =>
    callTool(tools.dependencies, { ...runtime, signal }, 'tool', {}, z.object({ ok: z.boolean() }));

  test('the sync waits for its turn', async () => {
    const tools = limited(1, rateLimited);
    expect(await call(tools)).toEqual({ ok: true });
    expect(tools.calls).toHaveLength(2);
  });

  test('it ends with the run', async () => {
    const ended = AbortSignal.timeout(30);
    await expect(call(limited(100, rateLimited), ended)).rejects.toMatchObject({ name: 'AbortError' });
  });

  test.each([
    ['another limit', new LimitError('Too large.', { code: 'answer_too_large' })],
    ['another failure', new UpstreamError('Odoo is down.')],
  ])('%s is told at once', async (_what, error) => {
    const tools = limited(1, error);
    await expect(call(tools)).rejects.toBe(error);
    expect(tools.calls).toHaveLength(1);
  });
});

test('all numbers of Odoo are read page by page, by the last one', async () => {
  const { dependencies, argsOf } = scriptedTools({
    odoo_search_records: ({ domain }) =>
      JSON.stringify(domain).includes('["id",">",0]')
        ? { has_more: true, records: [{ id: 3 }, { id: 7 }] }
        : { has_more: false, records: [{ id: 9 }] },
  });
  expect(await idsInOdoo(dependencies, runtime)).toEqual(new Set(['3', '7', '9']));
  expect(argsOf('odoo_search_records')[1]?.domain).toContainEqual(['id', '>', 7]);
});

test('all ids of the catalogue are read, page by page', async () => {
  const { dependencies } = scriptedTools({
    qdrant_list_document_ids: ({ cursor }) =>
      cursor ? { ids: ['2'], next_cursor: null } : { ids: ['1'], next_cursor: 'next' },
  });
  expect(await idsInCatalogue(dependencies, runtime)).toEqual(new Set(['1', '2']));
});

test('what is deleted is counted as it was there', async () => {
  const { dependencies, argsOf } = scriptedTools({ qdrant_delete_documents: () => ({ deleted: 90 }) });
  const ids = Array.from({ length: 150 }, (_, id) => String(id));
  expect(await deleteFromCatalogue(dependencies, runtime, ids)).toBe(180);
  expect(argsOf('qdrant_delete_documents').map((args) => (args.ids as string[]).length)).toEqual([100, 50]);
});
