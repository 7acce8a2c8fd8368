import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import openapi from '../../docs/openapi.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };
import { chartWithVersion, lockWithVersion } from './with-version.ts';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { version } = packageJson;

test('the chart, the lock and the API tell the version of package.json', () => {
  expect(chartWithVersion(textOf('deploy/helm/Chart.yaml'), version)).toBe(textOf('deploy/helm/Chart.yaml'));
  expect(lockWithVersion(textOf('package-lock.json'), version)).toBe(textOf('package-lock.json'));
  expect(openapi.info.version).toBe(version);
});

test('a new version changes the lines that tell it, and no others', () => {
  const chart = textOf('deploy/helm/Chart.yaml').split('\n');
  const changed = chartWithVersion(chart.join('\n'), '9.8.7').split('\n');
  expect(changed.filter((line, index) => line !== chart[index])).toEqual([
    'version: 9.8.7',
    'appVersion: 9.8.7',
  ]);

  const lock = textOf('package-lock.json').split('\n');
  const changedLock = lockWithVersion(lock.join('\n'), '9.8.7').split('\n');
  expect(changedLock.filter((line, index) => line !== lock[index]).map((line) => line.trim())).toEqual([
    '"version": "9.8.7",',
    '"version": "9.8.7",',
  ]);
});

test('CHANGELOG.md tells of this version, and changesets writes the next one above it', () => {
  const lines = textOf('CHANGELOG.md').split('\n');
  expect(lines[0]).toBe('# Changelog');
  // changesets puts a new version right below the title: whatever stood there would end up inside it.
  expect(lines.find((line, index) => index > 0 && line !== '')).toMatch(/^## \d+\.\d+\.\d+/);
  expect(lines.some((line) => line.startsWith(`## ${version}`))).toBe(true);
});
