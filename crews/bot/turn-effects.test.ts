import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { commitTurn, withCommit } from './turn-effects.ts';

test('a tool finds the turn for which it is called, however far down', async () => {
  const [first, second] = [vi.fn(), vi.fn()];
  const tool = async () => {
    await sleep(5);
    commitTurn();
  };
  await Promise.all([withCommit(first, () => Promise.all([tool(), tool()])), withCommit(second, tool)]);
  expect(first).toHaveBeenCalledTimes(2);
  expect(second).toHaveBeenCalledTimes(1);
});

test('outside of a turn there is nothing to commit', () => {
  expect(() => commitTurn()).not.toThrow();
});

test('a turn that is to begin anew keeps the tool from being called', async () => {
  const restarted = () => {
    throw new Error('begins anew');
  };
  await expect(withCommit(restarted, async () => commitTurn())).rejects.toThrow('begins anew');
});
