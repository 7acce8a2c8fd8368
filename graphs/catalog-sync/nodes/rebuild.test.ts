import { expect, test } from 'vitest';
import { emptyReport } from '../state.ts';
import { runtime, scriptedTools, syncState } from '../testing/scripted-tools.ts';
import { rebuild } from './rebuild.ts';

const step = { done: false, copied: 200, embedded: 200, embedded_characters: 9_000, next_cursor: 'next' };

test('goes on where the step before ended, and counts what it cost', async () => {
  const tools = scriptedTools({ qdrant_rebuild_collection: () => step });
  const state = syncState({
    rebuild: { needed: true, cursor: 'here' },
    report: { ...emptyReport, rebuilt: 200, embedded: 200, embedded_characters: 1 },
  });
  expect(await rebuild(tools.dependencies)(state, runtime)).toEqual({
    rebuild: { needed: true, cursor: 'next' },
    report: { ...emptyReport, rebuilt: 400, embedded: 400, embedded_characters: 9_001 },
  });
  expect(tools.argsOf('qdrant_rebuild_collection')).toEqual([{ collection: 'products', cursor: 'here' }]);
});

test('the first step has no cursor, the last one ends it', async () => {
  const last = { ...step, done: true, next_cursor: null };
  const tools = scriptedTools({ qdrant_rebuild_collection: () => last });
  const state = syncState({ rebuild: { needed: true, cursor: null } });
  expect(await rebuild(tools.dependencies)(state, runtime)).toMatchObject({
    rebuild: { needed: false, cursor: null },
  });
  expect(tools.argsOf('qdrant_rebuild_collection')).toEqual([{ collection: 'products' }]);
});

test('a dry run builds nothing', async () => {
  const state = syncState({ dry_run: true, rebuild: { needed: true, cursor: null } });
  expect(await rebuild(scriptedTools({}).dependencies)(state, runtime)).toEqual({
    rebuild: { needed: false, cursor: null },
  });
});
