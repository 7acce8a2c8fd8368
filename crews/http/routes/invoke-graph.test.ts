import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallOptions, call, serveCrews } from '../testing/serve-crews.ts';

let crews: Awaited<ReturnType<typeof serveCrews>>;
beforeAll(async () => {
  crews = await serveCrews();
});
afterAll(() => crews.close());

const say = (content: string) => ({ input: { messages: [{ role: 'user', content }] } });
const invoke = (body: unknown, options: CallOptions = {}) =>
  call(crews, '/graphs/product-search/invoke', { body, ...options });

describe('invoking a graph', () => {
  test('runs it to its end, for the tenant of the token', async () => {
    const { status, body, headers } = await invoke(say('olá'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      thread_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'done',
      output: { reply: 'acme olá' },
      interrupts: [],
    });
    expect(headers.get('content-location')).toBe(`/runs/${body.run_id}`);
  });

  test('ends at an interrupt, which the same thread is resumed from', async () => {
    const { body: asked } = await invoke(say('olá!'));
    expect(asked).toMatchObject({ status: 'interrupted', interrupts: [{ value: { message: 'Really?' } }] });
    const { body } = await invoke({ thread_id: asked.thread_id, resume: 'yes' });
    expect(body).toMatchObject({
      thread_id: asked.thread_id,
      output: { reply: 'acme olá! yes' },
      interrupts: [],
    });
    expect(await invoke({ thread_id: asked.thread_id, resume: 'again' })).toMatchObject({
      status: 409,
      body: { code: 'not_waiting' },
    });
  });

  test('goes on with a thread that is named', async () => {
    const { body: first } = await invoke(say('um'));
    const { body: second } = await invoke({ ...say('dois'), thread_id: first.thread_id });
    expect(second.output.messages).toMatchObject([
      { role: 'user', content: 'um' },
      { role: 'user', content: 'dois' },
    ]);
  });

  test('a thread of another tenant does not exist, and one of another graph is told as such', async () => {
    const { body } = await invoke(say('um'));
    const again = { ...say('dois'), thread_id: body.thread_id };
    expect(await invoke(again, { tenant: 'other' })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    expect(await call(crews, '/graphs/support/invoke', { body: again })).toMatchObject({
      status: 409,
      body: { code: 'other_graph', title: expect.stringContaining('product-search') },
    });
  });
});

describe('a caller who does not wait', () => {
  test('gets the address of the run', async () => {
    const { status, headers, body } = await invoke(say('olá'), { headers: { prefer: 'respond-async' } });
    expect(status).toBe(202);
    expect(headers.get('preference-applied')).toBe('respond-async');
    const address = headers.get('location') ?? '';
    expect(address).toBe(`/runs/${body.run_id}`);
    const run = await call(crews, `${address}?wait=5`);
    expect(run).toMatchObject({
      status: 200,
      body: { status: 'done', graph: 'product-search', attempt: 1, output: { reply: 'acme olá' } },
    });
    expect(await call(crews, address, { tenant: 'other' })).toMatchObject({ status: 404 });
    expect(await call(crews, `/runs/${randomUUID()}`)).toMatchObject({ status: 404 });
  });

  test('or waits for as long as it says', async () => {
    const { status, headers, body } = await invoke(say('slow'), { headers: { prefer: 'wait=1' } });
    expect(status).toBe(202);
    expect(headers.get('preference-applied')).toBe('wait=1');
    expect(body).toMatchObject({ status: 'running' });
    const cancelled = await call(crews, `/runs/${body.run_id}/cancel`, { method: 'POST' });
    expect([200, 202]).toContain(cancelled.status);
    expect(await call(crews, `/runs/${body.run_id}?wait=5`)).toMatchObject({ body: { status: 'cancelled' } });
  });

  test('a caller who waits for a run that is cut off is told so', async () => {
    const threadId = randomUUID();
    const waiting = invoke({ ...say('slow'), thread_id: threadId });
    await expect.poll(async () => (await crews.runs.readThread(threadId))?.active).toBeDefined();
    const instead = await invoke({ ...say('um'), thread_id: threadId, double_texting: 'interrupt' });
    expect(instead).toMatchObject({ status: 200, body: { output: { reply: 'acme um' } } });
    expect(await waiting).toMatchObject({ status: 409, body: { code: 'run_cancelled' } });
  });

  test('a thread that is busy is refused to who does not want to wait', async () => {
    const threadId = randomUUID();
    const { body } = await invoke(
      { ...say('slow'), thread_id: threadId },
      { headers: { prefer: 'respond-async' } },
    );
    expect(await invoke({ ...say('um'), thread_id: threadId, double_texting: 'reject' })).toMatchObject({
      status: 409,
      body: { code: 'thread_busy', retryable: true },
    });
    await call(crews, `/runs/${body.run_id}/cancel`, { method: 'POST' });
  });
});

describe('Idempotency-Key', () => {
  const keyed = (body: unknown, key: string, options: CallOptions = {}) =>
    invoke(body, { ...options, headers: { 'idempotency-key': key } });

  test('the same request again is the same run', async () => {
    const key = randomUUID();
    const { body: first } = await keyed(say('olá'), key);
    const { status, body } = await keyed(say('olá'), key);
    expect(status).toBe(200);
    expect(body).toEqual(first);
  });

  test('another content under the same key is refused', async () => {
    const key = randomUUID();
    await keyed(say('olá'), key);
    expect(await keyed(say('tchau'), key)).toMatchObject({ status: 422, body: { code: 'key_reused' } });
  });

  test('keys of other callers and tenants are others', async () => {
    const key = randomUUID();
    const { body: mine } = await keyed(say('olá'), key);
    expect((await keyed(say('olá'), key, { subject: 'other' })).body.run_id).not.toBe(mine.run_id);
    expect((await keyed(say('olá'), key, { tenant: 'other' })).body.run_id).not.toBe(mine.run_id);
  });

  test('a key that is too long is refused', async () => {
    expect(await keyed(say('olá'), 'k'.repeat(300))).toMatchObject({ status: 400 });
  });
});

describe('bad requests are problem details that say how to mend them', () => {
  test.each([
    ['no input', {}, /either "input" or "resume"/],
    ['both', { ...say('x'), resume: 'y' }, /either "input" or "resume"/],
    ['resume without a thread', { resume: 'y' }, /thread_id/],
    ['a thread id that is no UUID', { ...say('x'), thread_id: '1' }, /thread_id/],
    ['no messages', { input: { messages: [] } }, /messages/],
    ['an unknown role', { input: { messages: [{ role: 'system', content: 'x' }] } }, /role/],
    ['an unknown field', { ...say('x'), tenant: 'other' }, /tenant/i],
    [
      'a tenant of the caller’s choice',
      { ...say('x'), context: { tenant: 'other', contact: {} } },
      undefined,
    ],
  ])('%s', async (_, body, message) => {
    const answer = await invoke(body);
    if (!message) {
      // It is not taken from the body: the token decides.
      expect(answer.body).toMatchObject({ output: { reply: 'acme x' } });
      return;
    }
    expect(answer).toMatchObject({ status: 400, type: expect.stringContaining('application/problem+json') });
    expect(answer.body).toMatchObject({
      status: 400,
      code: 'invalid_input',
      title: expect.stringMatching(message),
      detail: expect.stringContaining('Send'),
    });
  });

  test('malformed JSON, an unknown graph, an unknown address', async () => {
    expect(await invoke('{')).toMatchObject({ status: 400, body: { code: 'parse_error' } });
    expect(await invoke(say('x'.repeat(1_100_000)))).toMatchObject({ status: 413 });
    expect(await call(crews, '/graphs/nonsense/invoke', { body: say('x') })).toMatchObject({
      status: 404,
      body: { code: 'not_found', detail: expect.stringContaining('customer-service') },
    });
    expect(await call(crews, '/nowhere', { body: {} })).toMatchObject({ status: 404 });
  });

  test('no token, a wrong token, no scope', async () => {
    const url = new URL('/graphs/product-search/invoke', crews.url);
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
    const headers = { authorization: 'Bearer a.b.c' };
    expect((await fetch(url, { method: 'POST', body: '{}', headers })).status).toBe(401);
    expect(await invoke(say('x'), { scopes: ['odoo:read'] })).toMatchObject({
      status: 403,
      body: { code: 'insufficient_scope', title: expect.stringContaining('graphs:run') },
    });
  });

  test('a fault of the graph shows nothing of what is inside', async () => {
    const { status, body } = await invoke(say('fail'));
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });
});

test('health, readiness and metrics need no token', async () => {
  const get = async (path: string) => (await fetch(new URL(path, crews.url))).text();
  expect(await get('/healthz')).toBe('{"status":"ok"}');
  expect(await get('/readyz')).toBe('{"status":"ok","dependencies":{"redis":"ok"}}');
  expect(await get('/metrics')).toContain('http_request_seconds');
});
