import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { describeError } from '#errors/describe-error.ts';
import { countUpstreamRequests } from '#telemetry/testing/count-upstream-requests.ts';
import { freePort } from '#test/redis.ts';
import { getVersion } from '../operations/get-version.ts';
import { type ChatwootSettings, connectTo } from './connection.ts';
import type { ChatwootRequest } from './request.ts';

type Handler = (response: ServerResponse, attempt: number) => void;

const botToken = 'bot-token-0123456789';
const userToken = 'user-token-0123456789';
const answer = z.object({ ok: z.boolean() });

let server: Server;
let url: string;
let handle: Handler;
let seen: { method: string; path: string; token: string }[];

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    seen.push({
      method: request.method ?? '',
      path: request.url ?? '',
      token: String(request.headers['api-access-token'] ?? ''),
    });
    handle(response, seen.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  handle = (response) => json(response, 200, { ok: true });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function json(response: ServerResponse, status: number, body: unknown, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const request = (changes: Partial<ChatwootRequest> = {}): ChatwootRequest => ({
  operation: 'get_conversation',
  subject: 'conversation 12',
  method: 'GET',
  path: '/conversations/12',
  access: '4.15',
  effect: 'read',
  ...changes,
});
const once = { method: 'POST', effect: 'once', access: 'bots', body: { content: 'segredo' } } as const;
const repeatable = { ...once, effect: 'repeatable' } as const;

const send = (changes: Partial<ChatwootRequest> = {}, settings: Partial<ChatwootSettings> = {}) =>
  connectTo({ url, accountId: 7, botToken, userToken, timeoutMs: 5_000, ...settings }).request(
    request(changes),
    answer,
  );

/** Code, repeatability and text of the failure; no secret may be in it, in its cause or in its stack. */
async function failureOf(run: Promise<unknown>) {
  const error = await run.then(
    () => expect.unreachable('it succeeded'),
    (reason: unknown) => reason,
  );
  const everything = [error, (error as Error).stack, (error as Error).cause].map(String).join('\n');
  expect(everything).not.toMatch(/bot-token|user-token|segredo/);
  const { code, retryable, message, fix } = describeError(error);
  return { code, retryable, text: `${message} ${fix}` };
}

describe('whose token is sent', () => {
  test("the bot's wherever it may serve, the user's for the rest, none for what is public", async () => {
    await send();
    await send({ access: 'bots' });
    await send({ access: 'users' });
    await send({ access: 'public', path: '/api' });
    expect(seen.map(({ path, token }) => `${path} ${token}`)).toEqual([
      `/api/v1/accounts/7/conversations/12 ${botToken}`,
      `/api/v1/accounts/7/conversations/12 ${botToken}`,
      `/api/v1/accounts/7/conversations/12 ${userToken}`,
      '/api ',
    ]);
  });

  test('where an older version keeps the bot out, the user goes in, and the next time at once', async () => {
    handle = (response) =>
      seen.at(-1)?.token === botToken
        ? json(response, 401, { error: 'Access to this endpoint is not authorized for bots' })
        : json(response, 200, { ok: true });
    const connection = connectTo({ url, accountId: 7, botToken, userToken });
    await connection.request(request(), answer);
    await connection.request(request(), answer);
    expect(seen.map(({ token }) => token)).toEqual([botToken, userToken, userToken]);
  });

  test('what needs a user says so when there is none', async () => {
    const failure = await failureOf(send({ access: 'users' }, { userToken: undefined }));
    expect(failure).toMatchObject({ code: 'user_token_needed', retryable: false });
    expect(failure.text).toContain('CHATWOOT_API_KEY');
    expect(seen).toEqual([]);
  });

  test('no token at all is a wrong setting', () => {
    expect(() => connectTo({ url, accountId: 7 })).toThrow(/needs an access token/);
  });
});

describe('what the version of Chatwoot keeps from bots', () => {
  const show = request();
  const version = z.object({ version: z.string() });

  test('is not tried with the bot, where the version is known', async () => {
    await send({}, { version: '4.14.2' });
    await send({}, { version: '4.15.0' });
    expect(seen.map(({ token }) => token)).toEqual([userToken, botToken]);
  });

  test('is refused with the reason, where there is only a bot', async () => {
    const failure = await failureOf(send({}, { version: '4.14.2', userToken: undefined }));
    expect(failure).toMatchObject({ code: 'user_token_needed', retryable: false });
    expect(failure.text).toMatch(/before 4.15 does not let a bot do this .*; this is 4.14.2/);
    expect(seen).toEqual([]);
  });

  test('is refused with the reason also when only the answer tells it', async () => {
    handle = (response) =>
      json(response, 401, { error: 'Access to this endpoint is not authorized for bots' });
    const failure = await failureOf(send({}, { userToken: undefined }));
    expect(failure).toMatchObject({ code: 'user_token_needed' });
    handle = (response) => json(response, 401, { error: 'Invalid Access Token' });
    expect((await failureOf(send({}, { userToken: undefined }))).code).toBe('chatwoot_token_refused');
  });

  test('is learned by asking for the version', async () => {
    const connection = connectTo({ url, accountId: 7, botToken, userToken });
    handle = (response) => json(response, 200, { version: '4.14.0', ok: true });
    await getVersion(connection)();
    await connection.request(show, version);
    expect(seen.map(({ token }) => token)).toEqual(['', userToken]);
  });
});

describe('an own limit of requests', () => {
  test('refuses what would have to wait too long, before anything is sent', async () => {
    const connection = connectTo({ url, accountId: 7, botToken, userToken, requestsPerMinute: 6 });
    await connection.request(request(), answer); // one in ten seconds
    const failure = await failureOf(connection.request(request(once), answer));
    expect(failure).toMatchObject({ code: 'limit_reached', retryable: true });
    expect(failure.text).toContain('was not sent');
    expect(seen).toHaveLength(1);
  });
});

describe('answers that are no success', () => {
  test.each([
    [401, 'chatwoot_token_refused', false],
    [403, 'access_denied', false],
    [404, 'not_found', false],
    [422, 'invalid_input', false],
    [500, 'chatwoot_failed', true],
    [503, 'chatwoot_unavailable', true],
    [302, 'chatwoot_unexpected', true],
  ])('%i of a read is %s', async (status, code, retryable) => {
    handle = (response) => json(response, status, { error: 'x' }, { location: 'http://elsewhere.example/' });
    expect(await failureOf(send())).toMatchObject({ code, retryable });
  });

  test("Chatwoot's own reason is passed on, of either form, without control characters", async () => {
    handle = (response) => json(response, 422, { error: 'Validation failed:\u001b Content is too long' });
    expect((await failureOf(send(once))).text).toContain('Validation failed:  Content is too long');
    handle = (response) => json(response, 422, { message: 'Labels is invalid', attributes: ['labels'] });
    expect((await failureOf(send(once))).text).toContain('Labels is invalid');
  });

  test('a page of a proxy is not quoted', async () => {
    handle = (response) => response.writeHead(422, { 'content-type': 'text/html' }).end('<h1>segredo</h1>');
    expect((await failureOf(send())).text).toContain('status 422');
  });

  test.each([
    ['HTML with 200', '<html></html>'],
    ['half of a JSON', '{"ok":'],
    ['another form', '{"ok":"yes"}'],
    ['nothing', ''],
  ])('%s is an unexpected answer; of a write, one whose outcome is unknown', async (_name, body) => {
    handle = (response) => response.writeHead(200).end(body);
    expect((await failureOf(send())).code).toBe('chatwoot_unexpected');
    expect((await failureOf(send(once))).text).toMatch(/whether it was done is not known/);
  });

  test('an answer that is too large is not read to its end', async () => {
    handle = (response) => response.writeHead(200).end(`{"ok":true,"pad":"${'x'.repeat(200_000)}"}`);
    const failure = await failureOf(send({}, { maxAnswerBytes: 100_000 }));
    expect(failure).toMatchObject({ code: 'answer_too_large' });
  });
});

describe('a limit of requests', () => {
  test('is waited for as long as Chatwoot says, also by a write', async () => {
    handle = (response, attempt) =>
      attempt === 1 ? json(response, 429, {}, { 'retry-after': '0.05' }) : json(response, 200, { ok: true });
    expect(await send(once)).toEqual({ ok: true });
    expect(seen).toHaveLength(2);
  });

  test('is not waited for when that takes too long', async () => {
    handle = (response) => json(response, 429, {}, { 'retry-after': '60' });
    expect(await failureOf(send())).toMatchObject({ code: 'limit_reached', retryable: true });
    expect(seen).toHaveLength(1);
  });

  test('ends after three attempts, and with the time of the call', async () => {
    handle = (response) => json(response, 429, {}, { 'retry-after': '0' });
    expect((await failureOf(send())).code).toBe('limit_reached');
    expect(seen).toHaveLength(3);
    handle = (response) => json(response, 429, {}, { 'retry-after': '2' });
    expect((await failureOf(send(once, { timeoutMs: 400 }))).code).toBe('limit_reached');
  });
});

describe('connections that fail', () => {
  test('a read is sent again', async () => {
    handle = (response, attempt) => (attempt < 3 ? response.destroy() : json(response, 200, { ok: true }));
    expect(await send({})).toEqual({ ok: true });
    expect(seen).toHaveLength(3);
  });

  test('but not for ever', async () => {
    handle = (response) => response.destroy();
    const failure = await failureOf(send({}));
    expect(failure).toMatchObject({ code: 'chatwoot_connection_failed', retryable: true });
    expect(seen).toHaveLength(3);
  });

  test.each([
    ['once', once, false],
    ['repeatable', repeatable, true],
  ])('a write (%s) is never sent again; its outcome is unknown', async (_name, write, retryable) => {
    handle = (response) => response.destroy();
    const failure = await failureOf(send(write));
    expect(failure).toMatchObject({ code: 'chatwoot_connection_failed', retryable });
    expect(failure.text).toMatch(/whether it was done is not known\. Repeat the call/);
    expect(seen).toHaveLength(1);
  });

  test('a write to a Chatwoot that is down certainly did nothing', async () => {
    const down = { url: `http://127.0.0.1:${await freePort()}` };
    const failure = await failureOf(send(once, down));
    expect(failure).toMatchObject({ code: 'chatwoot_connection_failed', retryable: true });
    expect(failure.text).toMatch(/cannot be reached: ECONNREFUSED/);
  });

  test('a failure with 500 is not repeated, not even for a read', async () => {
    handle = (response) => json(response, 500, {});
    await failureOf(send());
    expect(seen).toHaveLength(1);
  });
});

describe('time', () => {
  const hang: Handler = () => undefined;

  test('a read that takes too long changed nothing', async () => {
    handle = hang;
    expect(await failureOf(send({}, { timeoutMs: 50 }))).toMatchObject({ code: 'timeout', retryable: true });
  });

  test('of a write that takes too long the outcome is unknown', async () => {
    handle = hang;
    const failure = await failureOf(send(once, { timeoutMs: 50 }));
    expect(failure).toMatchObject({ code: 'timeout', retryable: false });
    expect(failure.text).toContain('same delivery key');
  });

  test('an answer that stops in its middle counts as too slow', async () => {
    handle = (response) => void response.writeHead(200).write('{"ok":');
    expect((await failureOf(send({}, { timeoutMs: 50 }))).code).toBe('timeout');
  });

  test('the caller can end a read, and a write', async () => {
    handle = hang;
    const read = send({ signal: AbortSignal.timeout(20) });
    expect((await failureOf(read)).code).toBe('timeout');
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(), 20);
    expect((await failureOf(send({ signal: leaving.signal }))).code).toBe('cancelled');
    const gone = new AbortController();
    setTimeout(() => gone.abort(), 20);
    const write = await failureOf(send({ ...once, signal: gone.signal }));
    expect(write).toMatchObject({ code: 'cancelled', retryable: false });
  });
});

test('a request is counted once, with all its attempts, by how it ended for the caller', async () => {
  const operation = 'counted_operation';
  const count = (outcome: string) => countUpstreamRequests({ upstream: 'chatwoot', operation, outcome });
  handle = (response, attempt) => (attempt === 1 ? response.destroy() : json(response, 200, { ok: true }));
  await send({ operation });
  handle = (response) => json(response, 404, { error: 'Resource could not be found' });
  const { code } = await failureOf(send({ operation }));
  handle = (response) => json(response, 200, { ok: 'yes' });
  await failureOf(send({ operation }));
  expect([await count('ok'), await count(code), await count('chatwoot_unexpected')]).toEqual([1, 1, 1]);
});
