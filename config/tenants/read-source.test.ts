import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createSources } from './read-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'sources-'));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

test('a variable is looked up as itself, as a file, and in the folder of secrets', () => {
  const sources = createSources({
    KEY_A: 'direct',
    KEY_B_FILE: put('b', 'from a file\n'),
    SECRETS_DIRECTORY: folder,
    EMPTY: '',
  });
  put('key_c', 'mounted');
  expect(
    ['KEY_A', 'KEY_B', 'KEY_C', 'EMPTY', 'KEY_D'].map((variable) => sources.resolve({ variable })),
  ).toEqual(['direct', 'from a file', 'mounted', undefined, undefined]);
});

test('a file is read without the line break at its end; one that is missing or empty has no value', () => {
  const sources = createSources({});
  expect(sources.resolve({ file: put('key', 'value\n') })).toBe('value');
  expect(sources.resolve({ file: put('blank', '\n') })).toBeUndefined();
  expect(sources.resolve({ file: join(folder, 'nowhere') })).toBeUndefined();
  expect(() => sources.readFile(join(folder, 'nowhere'))).toThrow('ENOENT');
});

test('tells when a file that was read changes, goes or comes, however it is replaced', () => {
  const [one, other] = [put('one', '1'), put('other', '2')];
  const link = join(folder, 'link');
  symlinkSync(one, link);
  const missing = join(folder, 'missing');
  const read = () => {
    const sources = createSources({});
    for (const file of [link, missing]) sources.resolve({ file });
    return sources;
  };
  const before = read();
  expect(before.changed()).toBe(false);
  rmSync(link);
  symlinkSync(other, link); // as Kubernetes replaces what it mounts
  expect(before.changed()).toBe(true);

  const after = read();
  expect(after.changed()).toBe(false);
  put('missing', 'here');
  expect(after.changed()).toBe(true);
  const last = read();
  rmSync(missing);
  expect(last.changed()).toBe(true);
});
