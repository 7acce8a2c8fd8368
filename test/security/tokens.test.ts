import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultIssuer } from '#identity/tokens.ts';
import type { Everything } from '#launch/start-everything.ts';
import { type Process, processes, secret, startDeployment, tokens, urlOf } from './testing/deployment.ts';
import { doorsOf, knock } from './testing/doors.ts';

/** The negative matrix: every wrong token at every address of every process. */
let house: Everything;
beforeAll(async () => {
  house = await startDeployment();
}, 120_000);
afterAll(() => house.close(0));

const everybody = { subject: 'test', tenant: 'main', scopes: ['*'] };
const now = () => Math.floor(Date.now() / 1_000);

/** A token that is right in all but what is given. */
function sign(process: Process, claims: object = {}, header: object = {}, key = secret): Promise<string> {
  const right = {
    iss: defaultIssuer,
    aud: process,
    exp: now() + 300,
    tenant: 'main',
    scope: '*',
    sub: 'test',
  };
  return new SignJWT({ ...right, ...claims })
    .setProtectedHeader({ alg: 'HS256', ...header })
    .sign(new TextEncoder().encode(key));
}

async function unsigned(process: Process): Promise<string> {
  const [, claims] = (await sign(process)).split('.');
  return `${btoa('{"alg":"none"}').replaceAll('=', '')}.${claims}.`;
}

/** With a customer added to the claims, under the signature of the token before. */
async function forged(process: Process): Promise<string> {
  const [header = '', claims = '', signature] = (await sign(process)).split('.');
  const richer = { ...JSON.parse(atob(claims)), customer: { partner: 1 } };
  return `${header}.${Buffer.from(JSON.stringify(richer)).toString('base64url')}.${signature}`;
}

const wrong: [string, (process: Process) => Promise<string | undefined>][] = [
  ['none', async () => undefined],
  ['expired', (process) => sign(process, { exp: now() - 60 })],
  ['without an end', (process) => sign(process, { exp: undefined })],
  ['not yet valid', (process) => sign(process, { nbf: now() + 120 })],
  ['for nobody', (process) => sign(process, { aud: undefined })],
  ['of another issuer', (process) => sign(process, { iss: 'https://evil.example' })],
  ['without an issuer', (process) => sign(process, { iss: undefined })],
  ['signed by another algorithm', (process) => sign(process, {}, { alg: 'HS512' })],
  ['not signed', unsigned],
  ['signed by a key that nobody knows', (process) => sign(process, {}, { kid: 'unknown' })],
  ['signed by another key', (process) => sign(process, {}, {}, `${secret}!`)],
  [
    'signed by the key for development',
    (process) => sign(process, {}, {}, 'development-only-secret-that-protects-nothing'),
  ],
  ['changed after it was signed', forged],
  ['without a subject', (process) => sign(process, { sub: undefined })],
  ['without a tenant', (process) => sign(process, { tenant: undefined })],
  ['no token at all', async () => 'hello'],
];

const bearer = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };

describe.each(processes)('%s', (process) => {
  const url = () => urlOf(house, process);
  const knockAt = (headers: Record<string, string>) =>
    Promise.all(doorsOf(process).map((door) => knock(url(), door, headers)));

  test.each(wrong)('refuses a token that is %s', async (_, make) => {
    const token = await make(process);
    const answers = await knockAt(bearer(token));
    expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
    for (const { headers, type, text } of answers) {
      expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(type).toMatch(/json/);
      if (token) expect(text).not.toContain(token);
    }
  });

  test('refuses the tokens of every other process', async () => {
    for (const other of processes.filter((name) => name !== process)) {
      const answers = await knockAt(bearer(await tokens.mint(everybody, other)));
      expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
    }
  });

  test('takes a token from the header alone', async () => {
    const token = await tokens.mint(everybody, process);
    const elsewhere: Record<string, string>[] = [
      { cookie: `token=${token}` },
      { 'x-access-token': token },
      { authorization: token },
    ];
    for (const headers of elsewhere) {
      const answers = await knockAt(headers);
      expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
    }
    const inAddress = doorsOf(process).map((door) =>
      knock(url(), { ...door, path: `${door.path}?access_token=${token}` }),
    );
    expect((await Promise.all(inAddress)).filter(({ status }) => status !== 401)).toEqual([]);
  });

  test('refuses what the scopes of a token do not hold, and names what is missing', async () => {
    const token = await tokens.mint({ ...everybody, scopes: ['nothing:useful'] }, process);
    const guarded = doorsOf(process).filter(({ scope }) => scope);
    expect(guarded.length).toBeGreaterThan(1);
    for (const door of guarded) {
      const { status, text } = await knock(url(), door, bearer(token));
      expect([door.path, status]).toEqual([door.path, 403]);
      expect(text).toContain('insufficient_scope');
      expect(text).toContain(door.scope);
    }
  });

  test('does nothing for a tenant that is not served', async () => {
    const token = await tokens.mint({ ...everybody, tenant: 'elsewhere' }, process);
    const reading = doorsOf(process).filter(({ scope }) => scope);
    for (const door of reading) {
      const { status, text } = await knock(url(), door, bearer(token));
      expect(text, `${door.path} ${status}`).toContain('access_denied');
    }
  });

  /** Last, as without it everything could be refused for another reason. */
  test('opens every door to the right token', async () => {
    const answers = await knockAt(bearer(await tokens.mint(everybody, process)));
    expect(answers.filter(({ status }) => status === 401 || status === 403)).toEqual([]);
  });
});

test.each(processes)('what %s tells without a token is its health alone', async (process) => {
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    const response = await fetch(new URL(path, urlOf(house, process)));
    expect([path, response.status]).toEqual([path, 200]);
    expect(await response.text()).not.toContain(secret);
  }
});
