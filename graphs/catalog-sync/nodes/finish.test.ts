import { expect, test } from 'vitest';
import { runtime, scriptedTools, syncState } from '../testing/scripted-tools.ts';
import { finish } from './finish.ts';

const tool = 'qdrant_hold_lease';

test('moves the cursor on, takes the permission back, and lets the next one in', async () => {
  const { dependencies, argsOf } = scriptedTools({ [tool]: () => ({ seconds_left: 0 }) });
  const state = syncState({ cursor: 'old', until: 'new', allow_mass_deletion: true });
  expect(await finish(dependencies)(state, runtime)).toEqual({ cursor: 'new', allow_mass_deletion: false });
  expect(argsOf(tool)).toMatchObject([{ seconds: 0 }]);
});

test('a dry run leaves the cursor where it was', async () => {
  const state = syncState({ dry_run: true, cursor: 'old', until: 'new' });
  expect(await finish(scriptedTools({}).dependencies)(state, runtime)).toMatchObject({ cursor: 'old' });
});
