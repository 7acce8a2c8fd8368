import { describe, expect, test } from 'vitest';
import { isSecretField } from './secret-fields.ts';

describe('isSecretField', () => {
  test.each([
    'password',
    'new_password',
    'passwd',
    'access_token',
    'signup_token',
    'api_key',
    'apikey',
    'client_secret',
    'totp_secret',
    'smtp_pass_phrase_passphrase',
    'x_PrivateKey',
    'oauth_uid',
  ])('%s is secret', (name) => {
    expect(isSecretField(name)).toBe(true);
  });

  test.each(['name', 'partner_id', 'passenger_count', 'default_code', 'key', 'state', 'compass'])(
    '%s is not',
    (name) => {
      expect(isSecretField(name)).toBe(false);
    },
  );
});
