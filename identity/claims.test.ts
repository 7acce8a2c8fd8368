import { expect, test } from 'vitest';
import { claimsOf, principalOfClaims } from './claims.ts';
import type { Principal } from './principal.ts';

const crew: Principal = {
  subject: 'support',
  tenant: 'acme',
  scopes: ['odoo:read', 'qdrant:read'],
  customer: { partner: 7, phone: '+5511999990000' },
  conversation: { account: 3, id: 42 },
};

test('claims are what a principal is, but for its subject, and scopes are one text (RFC 8693)', () => {
  expect(claimsOf(crew)).toEqual({
    tenant: 'acme',
    scope: 'odoo:read qdrant:read',
    customer: crew.customer,
    conversation: crew.conversation,
  });
  expect(principalOfClaims({ ...claimsOf(crew), sub: 'support' })).toEqual(crew);
});

test('claims that mean nothing here are left out', () => {
  const claims = { sub: 'ana', tenant: 'acme', scope: '', roles: ['admin'], iat: 1 };
  expect(principalOfClaims(claims)).toEqual({ subject: 'ana', tenant: 'acme', scopes: [] });
});

test.each([
  ['no tenant', { sub: 'ana' }],
  ['no subject', { tenant: 'acme' }],
  ['a customer of another form', { sub: 'ana', tenant: 'acme', customer: { partner: '7' } }],
  ['a conversation without an account', { sub: 'ana', tenant: 'acme', conversation: { id: 1 } }],
  ['too many scopes', { sub: 'ana', tenant: 'acme', scope: 'a:b '.repeat(60) }],
])('%s is refused', (_, claims) => {
  expect(() => principalOfClaims(claims)).toThrow();
});
