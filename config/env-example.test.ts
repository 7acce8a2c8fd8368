import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { envExample } from './env-example.ts';
import { loadConfig } from './load-config.ts';
import { environmentSchema } from './variables.ts';

test('.env.example is what the schema says; `npm run env:example` writes it anew', () => {
  expect(readFileSync(new URL('../.env.example', import.meta.url), 'utf8')).toBe(envExample());
});

test('it names every variable once and explains it', () => {
  const lines = envExample().split('\n');
  for (const name of Object.keys(environmentSchema.shape)) {
    const at = lines.findIndex((line) => line.startsWith(`#${name}=`));
    expect(at, name).toBeGreaterThan(0);
    expect(lines[at - 1], name).toMatch(/^# .{10,}\.$/);
  }
});

test('uncommented as it stands it is a valid configuration', () => {
  const assignments = envExample().matchAll(/^#([A-Z_0-9]+)=(.*)$/gm);
  const variables = Object.fromEntries([...assignments].map(([, name, value]) => [name, value]));
  expect(loadConfig(variables)).toEqual(loadConfig({}));
});
