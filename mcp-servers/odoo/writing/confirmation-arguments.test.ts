import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { confirmationArguments, tokenOf } from './confirmation-arguments.ts';

describe('the token of a call', () => {
  test.each([
    ['neither', {}, undefined],
    ['a dry run', { dry_run: true }, undefined],
    ['no dry run, but no token either', { dry_run: false }, undefined],
    ['a token', { confirmation_token: 'a.b' }, 'a.b'],
    ['a token and no dry run', { dry_run: false, confirmation_token: 'a.b' }, 'a.b'],
    ['an empty token', { confirmation_token: '' }, undefined],
    ['a dry run with an empty token', { dry_run: true, confirmation_token: '' }, undefined],
  ])('%s', (_name, given, token) => {
    expect(tokenOf(z.object(confirmationArguments).parse(given))).toBe(token);
  });

  test('a call that asks for both is told what each is for', () => {
    expect(() => tokenOf({ dry_run: true, confirmation_token: 'a.b' })).toThrow(
      expect.objectContaining({ code: 'dry_run_with_token', fix: expect.stringContaining('alone') }),
    );
  });
});
