import { describe, expect, test } from 'vitest';
import { createConfirmations } from './confirmations.ts';

const secret = 'a secret that replicas share';
const intent = { operation: 'delete', model: 'crm.lead', records: [[1, '2025-01-31 10:00:00']] };
const refusal = expect.objectContaining({ code: 'confirmation_refused' });

describe('confirmations', () => {
  test('a token is good for what it was issued for, on any replica', () => {
    const token = createConfirmations(secret).issue(intent);
    expect(() => createConfirmations(secret).check(token, intent)).not.toThrow();
  });

  test('the order of keys does not matter, the order of records does', () => {
    const confirmations = createConfirmations(secret);
    const token = confirmations.issue({ a: 1, b: { c: 2, d: [1, 2] } });
    expect(() => confirmations.check(token, { b: { d: [1, 2], c: 2 }, a: 1 })).not.toThrow();
    expect(() => confirmations.check(token, { b: { d: [2, 1], c: 2 }, a: 1 })).toThrow(refusal);
  });

  test.each([
    ['another model', { ...intent, model: 'res.partner' }],
    ['other records', { ...intent, records: [[2, '2025-01-31 10:00:00']] }],
    ['a record that changed since', { ...intent, records: [[1, '2025-01-31 10:00:01']] }],
    ['another caller', { ...intent, subject: 'somebody' }],
  ])('not for %s', (_name, other) => {
    const confirmations = createConfirmations(secret);
    expect(() => confirmations.check(confirmations.issue(intent), other)).toThrow(refusal);
  });

  test('not after ten minutes', () => {
    let now = 0;
    const confirmations = createConfirmations(secret, () => now);
    const token = confirmations.issue(intent);
    now = 600_000;
    expect(() => confirmations.check(token, intent)).not.toThrow();
    now = 600_001;
    expect(() => confirmations.check(token, intent)).toThrow('more than ten minutes old');
  });

  test.each(['', '.', 'abc', 'zzzz.AAAA', `${(9e15).toString(36)}.${'A'.repeat(43)}`])(
    'not "%s", which nobody issued',
    (token) => {
      expect(() => createConfirmations(secret).check(token, intent)).toThrow(refusal);
    },
  );

  test('its end cannot be put off', () => {
    const confirmations = createConfirmations(secret, () => 0);
    const [, signature] = confirmations.issue(intent).split('.');
    expect(() => confirmations.check(`zzzzzzzz.${signature}`, intent)).toThrow(refusal);
  });

  test('without a secret it is of this process only', () => {
    const token = createConfirmations().issue(intent);
    expect(() => createConfirmations().check(token, intent)).toThrow(refusal);
  });
});
