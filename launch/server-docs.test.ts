import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documentedServers, fillPage } from './server-docs.ts';

describe.each(documentedServers)('the page of $page', ({ page, definition, settings }) => {
  const text = readFileSync(new URL(`../docs/servers/${page}.md`, import.meta.url), 'utf8');

  test('says what the definitions say; `npm run docs:servers` writes it anew', () => {
    expect(text).toBe(fillPage(text, definition, settings));
  });

  test('names every tool and every setting, each with a description', () => {
    for (const { name } of definition.tools) expect(text).toContain(`### \`${name}\``);
    for (const name of settings.flatMap(Object.keys))
      expect(text).toMatch(new RegExp(`^- \`${name}\`: .{10,}`, 'm'));
  });

  test('explains every argument of every tool', () => {
    const unexplained = [...text.matchAll(/^- `\w+`(?:, optional)?: *(?:From the token.*)?$/gm)].map(
      ([line]) => line,
    );
    expect(unexplained).toEqual([]);
  });
});
