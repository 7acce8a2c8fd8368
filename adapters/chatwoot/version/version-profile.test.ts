import { describe, expect, test } from 'vitest';
import { versionProfiles } from '#sandbox/chatwoot/version-profile.ts';
import { versionProfile } from './version-profile.ts';

test.each([
  ['3.13.0', 5],
  ['4.12.0', 2],
  ['4.14.0', 1],
  ['4.16.0', 0],
  ['5.1.0', 0],
])('%s has %i limitations', (version, count) => {
  expect(versionProfile(version)).toMatchObject({ version, limitations: { length: count } });
});

describe('the limitations agree with what the stand-in is like', () => {
  test.each(Object.values(versionProfiles))('$version', (profile) => {
    const text = versionProfile(profile.version).limitations.join('\n');
    expect(/delivery key/.test(text)).toBe(!profile.keepsContentAttributes);
    expect(/not signed/.test(text)).toBe(!profile.signsWebhooks);
  });
});

test('a limitation says what is not possible and what is done instead', () => {
  for (const text of versionProfile('3.13.0').limitations) expect(text).toMatch(/^.+: .+\.$/);
});
