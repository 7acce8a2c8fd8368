import { beforeEach, expect, test } from 'vitest';
import type { Principal } from './principal.ts';
import { rememberVerified } from './remember-verified.ts';

const ana: Principal = { subject: 'ana', tenant: 'main', scopes: ['odoo:read'] };
let now = 1_000_000;
let verified: ReturnType<typeof rememberVerified>;
beforeEach(() => {
  now = 1_000_000;
  verified = rememberVerified(() => now);
});

test('a token is known for a minute, to the audience for which it was verified', () => {
  verified.set('token', 'mcp-odoo', { principal: ana, expiresAt: now + 300_000 });
  expect(verified.get('token', 'mcp-odoo')).toBe(ana);
  expect(verified.get('token', 'mcp-qdrant')).toBeUndefined();
  expect(verified.get('other', 'mcp-odoo')).toBeUndefined();
  now += 59_999;
  expect(verified.get('token', 'mcp-odoo')).toBe(ana);
  now += 1;
  expect(verified.get('token', 'mcp-odoo')).toBeUndefined();
});

test('but never beyond its end', () => {
  verified.set('token', 'mcp-odoo', { principal: ana, expiresAt: now + 5_000 });
  now += 4_999;
  expect(verified.get('token', 'mcp-odoo')).toBe(ana);
  now += 1;
  expect(verified.get('token', 'mcp-odoo')).toBeUndefined();
  verified.set('late', 'mcp-odoo', { principal: ana, expiresAt: now - 1 });
  expect(verified.get('late', 'mcp-odoo')).toBeUndefined();
});

test('a thousand tokens are the most', () => {
  for (let count = 0; count < 1_000; count += 1)
    verified.set(`token ${count}`, 'mcp-odoo', { principal: ana, expiresAt: now + 60_000 });
  expect(verified.get('token 0', 'mcp-odoo')).toBe(ana);
  verified.set('one more', 'mcp-odoo', { principal: ana, expiresAt: now + 60_000 });
  expect(verified.get('token 0', 'mcp-odoo')).toBeUndefined();
  expect(verified.get('one more', 'mcp-odoo')).toBe(ana);
});
