import { describe, expect, test } from 'vitest';
import { AccessError } from '#errors/errors.ts';
import { checkModelAllowed, isDeniedModel } from './denied-models.ts';

describe('denied models', () => {
  test.each([
    'ir.config_parameter',
    'ir.model',
    'ir.rule',
    'res.users',
    'res.users.apikeys',
    'res.groups',
    'payment.token',
    'auth_totp.device',
    'mail.mail',
    'base.language.export',
  ])('%s', (model) => {
    expect(isDeniedModel(model)).toBe(true);
    expect(() => checkModelAllowed(model)).toThrow(AccessError);
  });

  test.each([
    'res.partner',
    'sale.order',
    'product.product',
    'mail.message',
    'crm.lead',
    'account.move',
    'iris.model',
  ])('%s is open', (model) => {
    expect(() => checkModelAllowed(model)).not.toThrow();
  });
});
