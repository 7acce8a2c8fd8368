import { expect, test } from 'vitest';
import { isSince, versionProfiles } from './version-profile.ts';

test.each([
  ['4.12.0', '4.12', true],
  ['4.16.0', '4.2', true],
  ['4.2.0', '4.12', false],
  ['3.13.0', '4.2', false],
  ['5.0.0', '4.15', true],
])('%s is %s or later: %s', (version, since, expected) => {
  expect(isSince(version, since)).toBe(expected);
});

test('each profile tells the version that it is named by, and none loses what an earlier one had', () => {
  const profiles = Object.entries(versionProfiles);
  for (const [name, { version }] of profiles) expect(version).toBe(`${name}.0`);
  for (const ability of ['signsWebhooks', 'keepsContentAttributes', 'tellsUpdates'] as const) {
    const had = profiles.map(([, profile]) => Number(profile[ability]));
    expect(had).toEqual([...had].sort());
  }
});
