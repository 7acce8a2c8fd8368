import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { watchProcessors, watchStolenTime } from './processor-time.ts';

const file = path.join(mkdtempSync(path.join(tmpdir(), 'stat-')), 'stat');
const write = (counts: string) => writeFileSync(file, `cpu  ${counts}\ncpu0 1 2 3\n`);

test('tells the share that the host took since the start of the watch', () => {
  write('100 0 50 800 10 0 5 35 7 0');
  const stolen = watchStolenTime(file);
  write('160 0 60 890 10 0 5 75 9 0');
  expect(stolen()).toBe(0.2);
});

test('tells the share that was idle, and that of the host, since the start of the watch', () => {
  write('100 0 50 800 10 0 5 35 7 0');
  const shares = watchProcessors(file);
  write('160 0 60 890 15 0 5 70 9 0');
  expect(shares()).toEqual({ stolen: 0.175, idle: 0.475 });
});

test.each([
  ['there is no such file', '/nowhere/stat'],
  ['nothing is counted', file],
])('tells nothing where %s', (_, where) => {
  write('');
  expect(watchStolenTime(where)()).toBeUndefined();
});
