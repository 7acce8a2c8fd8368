import { expect, test } from 'vitest';
import { emptyReport } from '../state.ts';
import { runtime, scriptedTools, syncState } from '../testing/scripted-tools.ts';
import { writePage } from './write-page.ts';

const vase = { id: '1', title: 'Vaso', text: '', price: 1 };
const lamp = { id: '2', title: 'Lâmpada', text: '', price: 2 };
const outcome = { rewritten: ['1'], payload_only: ['2'], unchanged: 3, embedded: 1, embedded_characters: 40 };

test('writes the page, and adds to the report', async () => {
  const tools = scriptedTools({ qdrant_upsert_documents: () => outcome });
  const before = { ...emptyReport, rewritten: 10, embedded_characters: 2, examples: ['text: 9 Mesa'] };
  const state = syncState({ page: [vase, lamp], copied: 5, report: before });
  expect(await writePage(tools.dependencies)(state, runtime)).toEqual({
    page: [],
    copied: 7,
    report: {
      ...emptyReport,
      rewritten: 11,
      payload_only: 1,
      unchanged: 3,
      embedded: 1,
      embedded_characters: 42,
      examples: ['text: 9 Mesa', 'text: 1 Vaso', 'payload: 2 Lâmpada'],
    },
  });
  expect(tools.argsOf('qdrant_upsert_documents')).toEqual([
    { collection: 'products', documents: [vase, lamp], dry_run: false },
  ]);
});

test('a dry run only asks what would be written', async () => {
  const tools = scriptedTools({ qdrant_upsert_documents: () => outcome });
  await writePage(tools.dependencies)(syncState({ page: [vase], dry_run: true }), runtime);
  expect(tools.argsOf('qdrant_upsert_documents')).toMatchObject([{ dry_run: true }]);
});

test('an empty page is no call', async () => {
  const tools = scriptedTools({});
  expect(await writePage(tools.dependencies)(syncState(), runtime)).toEqual({
    page: [],
    copied: 0,
    report: emptyReport,
  });
});
