import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { watchStolenTime } from './stolen-time.ts';

const file = path.join(mkdtempSync(path.join(tmpdir(), 'stat-')), 'stat');
const write = (counts: string) => writeFileSync(file, `cpu  ${counts}\ncpu0 1 2 3\n`);

test('tells the share that the host took since the start of the watch', () => {
  write('100 0 50 800 10 0 5 35 7 0');
  const stolen = watchStolenTime(file);
  write('160 0 60 890 10 0 5 75 9 0');
  expect(stolen()).toBe(0.2);
});

test.each([
  ['there is no such file', '/nowhere/stat'],
  ['nothing is counted', file],
])('tells nothing where %s', (_, where) => {
  write('');
  expect(watchStolenTime(where)()).toBeUndefined();
});
