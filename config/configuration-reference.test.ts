import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configurationReference } from './configuration-reference.ts';
import { environmentSchema } from './variables.ts';

const text = configurationReference();
const rowOf = (name: string) => text.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));

test('docs/configuration.md is what the schema says; `npm run env:example` writes it anew', () => {
  expect(readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8')).toBe(text);
});

test('every variable has a row with three cells', () => {
  for (const name of Object.keys(environmentSchema.shape)) {
    expect(rowOf(name)?.split(/(?<!\\)\|/), name).toHaveLength(5);
  }
});

test('defaults are shown, and secrets are told as such', () => {
  expect(rowOf('PORT_CREWS')).toContain('| `8004` |');
  expect(rowOf('ODOO_API_KEY')).toContain('**Secret.**');
  expect(rowOf('ODOO_URL')).not.toContain('**Secret.**');
});
