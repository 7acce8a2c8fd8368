import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { variableGroups } from '#config/variables.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
const quoted = [...page.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

test('every test and folder that docs/security.md names is there', () => {
  const paths = quoted.filter((text) => /^[a-z][\w./-]*\/[\w./-]*$/.test(text));
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('it names every test of this folder', () => {
  const tests = readdirSync(import.meta.dirname).filter((name) => /(?<!security-page)\.test\.ts$/.test(name));
  expect(tests.filter((name) => !page.includes(`test/security/${name}`))).toEqual([]);
});

test('every setting that it names is one', () => {
  const known = new Set(Object.values(variableGroups).flatMap((group) => Object.keys(group)));
  const named = quoted.flatMap((text) => /^[A-Z]+(_[A-Z]+)+$/.exec(text)?.[0] ?? []);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !known.has(name) && name !== 'NAME_FILE')).toEqual([]);
});
