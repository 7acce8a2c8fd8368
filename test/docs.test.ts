import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { environmentSchema } from '#config/variables.ts';
import packageJson from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const pages = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .filter((path) => !/(^|\/)node_modules\//.test(path));
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const withoutCode = (text: string) => text.replaceAll(/```[\s\S]*?```/g, '').replaceAll(/`[^`\n]*`/g, '');

/** As GitHub makes the anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
const anchorsOf = (path: string) =>
  [...textOf(path).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

test.each(pages)('%s: every link leads somewhere', (page) => {
  const broken = [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).includes(anchor);
    });
  expect(broken).toEqual([]);
});

test.each(pages)('%s: every command that it names exists', (page) => {
  const scripts = Object.keys(packageJson.scripts);
  const named = [...textOf(page).matchAll(/npm run (?:--silent )?([a-z][a-z0-9:-]*)/g)].map(
    ([, name = '']) => name,
  );
  expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  const files = [...textOf(page).matchAll(/\bnode ([\w/-]+\.ts)\b/g)].map(([, file = '']) => file);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('every variable that the guides set exists', () => {
  const known = Object.keys(environmentSchema.shape);
  const ofOthers = [
    'TOKEN',
    'IMAGE',
    'PUBLIC_HOST',
    'CREWS_PUBLISH',
    'ORCHESTRATOR_PUBLISH',
    'TLS_DIRECTIVE',
  ];
  for (const page of pages.filter((path) => /^(README|docs\/)/.test(path) && !path.includes('decisions'))) {
    const blocks = [...textOf(page).matchAll(/```(?:sh|bash|env|dotenv)\n([\s\S]*?)```/g)].map(
      ([, block = '']) => block,
    );
    const set = blocks.flatMap((block) => [...block.matchAll(/(?:^|\s)([A-Z][A-Z0-9_]{3,})=/g)]);
    const names = set.map(([, name = '']) => name.replace(/_FILE$/, ''));
    expect(
      names.filter((name) => !known.includes(name) && !ofOthers.includes(name)),
      page,
    ).toEqual([]);
  }
});
