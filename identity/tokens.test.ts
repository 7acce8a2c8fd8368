import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import type { Principal } from './principal.ts';
import { createTokens } from './tokens.ts';

const secret = 'a secret of more than thirty-two characters';
const tokens = createTokens(secret);
const crew: Principal = {
  subject: 'order-creation',
  tenant: 'main',
  scopes: ['odoo:read', 'odoo:write'],
  customer: { contact: 901, phone: '+5511999990000', partner: 7 },
  conversation: { account: 7, id: 118 },
};

const sign = (claims: object, header: object = { alg: 'HS256' }, key = secret) =>
  new SignJWT({ tenant: 'main', ...claims })
    .setProtectedHeader(header as { alg: string })
    .setSubject('crew')
    .sign(new TextEncoder().encode(key));

test('a principal comes back from its token as it went in', async () => {
  expect(await tokens.verify(await tokens.mint(crew, 'mcp-odoo'), 'mcp-odoo')).toEqual(crew);
});

test('the same principal gets the same token until it is half spent, another principal never', async () => {
  const first = await tokens.mint(crew, 'mcp-odoo');
  expect(await tokens.mint({ ...crew }, 'mcp-odoo')).toBe(first);
  expect(await tokens.mint({ ...crew, customer: { contact: 902 } }, 'mcp-odoo')).not.toBe(first);
  expect(await tokens.mint(crew, 'mcp-qdrant')).not.toBe(first);
});

const soon = Math.floor(Date.now() / 1000) + 60;
const past = soon - 3_600;
const good = { iss: 'mcp-first', aud: 'mcp-odoo', exp: soon, scope: 'odoo:read' };
const refused: [string, () => Promise<string>, RegExp][] = [
  ['for another audience', () => tokens.mint(crew, 'mcp-qdrant'), /"aud"/],
  ['of another issuer', () => sign({ ...good, iss: 'elsewhere' }), /"iss"/],
  ['expired', () => sign({ ...good, exp: past }), /expired/],
  ['without an expiry', () => sign({ ...good, exp: undefined }), /"exp"/],
  ['not valid yet', () => sign({ ...good, nbf: soon + 3_600 }), /"nbf"/],
  ['signed with another key', () => sign(good, { alg: 'HS256' }, `${secret}!`), /cannot be verified/],
  ['signed with another algorithm', () => sign(good, { alg: 'HS512' }), /cannot be verified/],
  ['unsigned', async () => `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(good))}.`, /cannot be verified/],
  ['not a token at all', async () => 'hello', /cannot be verified/],
  ['with claims of a wrong form', () => sign({ ...good, customer: { partner: 'seven' } }), /expected form/],
];

test.each(refused)('a token is refused when it is %s', async (_, make, reason) => {
  const error = await tokens.verify(await make(), 'mcp-odoo').catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'invalid_token', message: expect.stringMatching(reason) });
});

test('a token within the clock skew is still accepted', async () => {
  const justExpired = Math.floor(Date.now() / 1000) - 10;
  await expect(tokens.verify(await sign({ ...good, exp: justExpired }), 'mcp-odoo')).resolves.toMatchObject({
    subject: 'crew',
  });
});

test('without a secret tokens are not required, and those of a secret do not pass', async () => {
  const open = createTokens(undefined);
  expect(open.required).toBe(false);
  await expect(open.verify(await tokens.mint(crew, 'mcp-odoo'), 'mcp-odoo')).rejects.toThrow('not valid');
});
