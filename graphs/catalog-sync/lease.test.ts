import { describe, expect, test } from 'vitest';
import { ConflictError, UpstreamError } from '#errors/errors.ts';
import { releaseLease, underLease } from './lease.ts';
import { runtime, scriptedTools, syncState } from './testing/scripted-tools.ts';

const tool = 'qdrant_hold_lease';
const granted = () => ({ seconds_left: 150 });
const step = async () => ({ copied: 1 });

test('a step holds the lease while it runs, and keeps it for the next', async () => {
  const { dependencies, argsOf } = scriptedTools({ [tool]: granted });
  expect(await underLease(dependencies, step)(syncState(), runtime)).toEqual({ copied: 1 });
  expect(argsOf(tool)).toEqual([
    { name: 'sync products', holder: expect.stringMatching(/^[0-9a-f-]{36}\//), seconds: 150 },
  ]);
});

test('the steps of a thread have one holder, those of another thread another', async () => {
  const { dependencies, argsOf } = scriptedTools({ [tool]: granted });
  const info = { checkpointId: '', checkpointNs: '', taskId: '', nodeAttempt: 1 };
  const on = (threadId: string) => ({ ...runtime, executionInfo: { ...info, threadId } });
  for (const threadId of ['a', 'a', 'b'])
    await underLease(dependencies, step)(syncState(), on(threadId) as never);
  const [first, second, third] = argsOf(tool).map(({ holder }) => holder);
  expect(first).toBe(second);
  expect(third).not.toBe(first);
});

test('without the lease nothing is done', async () => {
  const taken = new ConflictError('taken', { code: 'lease_taken' });
  const { dependencies } = scriptedTools({ [tool]: () => Promise.reject(taken) });
  const done: string[] = [];
  const node = underLease(dependencies, async () => {
    done.push('written');
    return {};
  });
  await expect(node(syncState(), runtime)).rejects.toBe(taken);
  expect(done).toEqual([]);
});

describe('a step that fails', () => {
  const failure = new UpstreamError('Qdrant is down.');
  const failing = () => Promise.reject(failure);

  test('gives the lease back', async () => {
    const { dependencies, argsOf } = scriptedTools({ [tool]: granted });
    await expect(underLease(dependencies, failing)(syncState(), runtime)).rejects.toBe(failure);
    expect(argsOf(tool).map(({ seconds }) => seconds)).toEqual([150, 0]);
  });

  test('tells its own failure where that fails, too', async () => {
    const { dependencies } = scriptedTools({
      [tool]: ({ seconds }) => (seconds === 0 ? Promise.reject(new Error('down')) : granted()),
    });
    await expect(underLease(dependencies, failing)(syncState(), runtime)).rejects.toBe(failure);
  });
});

test('a dry run writes nothing, and so keeps nobody out', async () => {
  const { dependencies, calls } = scriptedTools({});
  await underLease(dependencies, step)(syncState({ dry_run: true }), runtime);
  expect(calls).toEqual([]);
});

test('releasing asks for no more seconds', async () => {
  const { dependencies, argsOf } = scriptedTools({ [tool]: () => ({ seconds_left: 0 }) });
  await releaseLease(dependencies, runtime);
  expect(argsOf(tool)).toMatchObject([{ seconds: 0 }]);
});
