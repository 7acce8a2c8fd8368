import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createTurns } from './turns.ts';

/** Work that notes when it begins and ends. */
function noting(log: string[], name: string, ms = 5) {
  return async () => {
    log.push(`${name} begins`);
    await wait(ms);
    log.push(`${name} ends`);
    return name;
  };
}

describe('turns', () => {
  test('of the same name follow one another, in the order of the calls', async () => {
    const log: string[] = [];
    const turns = createTurns();
    const all = ['a', 'b', 'c'].map((name) => turns('labels 12', noting(log, name)));
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  test('of different names do not wait for each other', async () => {
    const log: string[] = [];
    const turns = createTurns();
    await Promise.all([turns('labels 12', noting(log, 'a', 30)), turns('labels 13', noting(log, 'b', 1))]);
    expect(log).toEqual(['a begins', 'b begins', 'b ends', 'a ends']);
  });

  test('one that fails is told to its caller only', async () => {
    const turns = createTurns();
    const failing = turns('labels 12', async () => {
      throw new Error('refused');
    });
    const next = turns('labels 12', async () => 'done');
    await expect(failing).rejects.toThrow('refused');
    expect(await next).toBe('done');
  });

  test('a later one does not wait for what is over', async () => {
    const turns = createTurns();
    await turns('labels 12', async () => undefined);
    expect(await turns('labels 12', async () => 'done')).toBe('done');
  });
});
