import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as checkpoints from './index.ts';

it('exports what a user of the folder needs', () => {
  expect(Object.keys(checkpoints).toSorted()).toEqual([
    'CheckpointError',
    'RedisSaver',
    'RedisStore',
    'compressedSerializer',
    'copyThread',
    'createCheckpointer',
    'createStore',
    'encryptedSerializer',
    'inspectServer',
    'parseEncryptionKeys',
  ]);
});

it('is usable alone: the folder imports nothing of the project but the logger’s type', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const sources = files.filter(
    (file) => file.endsWith('.ts') && !/(\.test|^testing.*|^fault-proxy)\.ts$/.test(file),
  );
  const ours = sources.flatMap((file) => {
    const text = readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
    return [...text.matchAll(/^.*from '(#[^']+|\.\.\/\.\.[^']*)';$/gm)].map(([line]) => line);
  });
  expect(new Set(ours)).toEqual(new Set(["import type { Logger } from '#telemetry/logger.ts';"]));
  expect(sources.length).toBeGreaterThan(25);
});

it('has scripts that name no key beside those that they are given', () => {
  const scripts = readdirSync(`${import.meta.dirname}/lua`);
  for (const script of scripts) {
    const text = readFileSync(`${import.meta.dirname}/lua/${script}`, 'utf8');
    const keys = [...text.matchAll(/redis\.call\(\s*'(\w+)'(?:,\s*([\w[\]. +]+))?/g)];
    for (const [, command, key = ''] of keys) {
      if (command === 'TIME') continue;
      const known = /^(CHECKPOINTS|WRITES|VALUES|ELEMENTS|ITEMS|INDEX|EXPIRIES|KEYS\[i( \+ 4)?\]|key)$/;
      expect(key.trim(), `${script}: ${command}`).toMatch(known);
    }
  }
  expect(scripts.length).toBeGreaterThan(10);
});
