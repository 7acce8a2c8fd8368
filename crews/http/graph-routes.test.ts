import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '#telemetry/logger.ts';
import { createMemoryTurnQueue } from '../queue/memory-turn-queue.ts';
import { serveCrews } from './testing/serve-crews.ts';

let crews: Awaited<ReturnType<typeof serveCrews>>;
const queue = createMemoryTurnQueue({ logger: silentLogger });
beforeAll(async () => {
  crews = await serveCrews(queue, { JWT_SECRET: 'a secret of more than thirty-two characters' });
});
afterAll(async () => {
  await crews.close(0);
  await queue.close(0);
});

const say = (content: string) => ({ input: { messages: [{ role: 'user', content }] } });

async function post(path: string, body: unknown, scopes = ['graphs:run'], raw?: string) {
  const token = await crews.tokens.mint({ subject: 'test', tenant: 'acme', scopes }, 'crews');
  const response = await fetch(new URL(path, crews.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: raw ?? JSON.stringify(body),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}
const invoke = (body: unknown, scopes?: string[]) => post('/graphs/product-search/invoke', body, scopes);

describe('invoking a graph', () => {
  test('runs it to its end, for the tenant of the token', async () => {
    const { status, body } = await invoke(say('olá'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      thread_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      output: { reply: 'acme olá' },
      interrupts: [],
    });
  });

  test('ends at an interrupt, which the same thread is resumed from', async () => {
    const asked = (await invoke(say('olá!'))).body as { thread_id: string };
    expect(asked).toMatchObject({ interrupts: [{ value: { message: 'Really?' } }] });
    const { body } = await invoke({ thread_id: asked.thread_id, resume: 'yes' });
    expect(body).toMatchObject({
      thread_id: asked.thread_id,
      output: { reply: 'acme olá! yes' },
      interrupts: [],
    });
  });

  test('goes on with a thread that is named', async () => {
    const first = (await invoke(say('um'))).body as { thread_id: string };
    const second = (await invoke({ ...say('dois'), thread_id: first.thread_id })).body as {
      output: { messages: unknown[] };
    };
    expect(second.output.messages).toMatchObject([
      { role: 'user', content: 'um' },
      { role: 'user', content: 'dois' },
    ]);
  });

  test('tells the names of all graphs', async () => {
    const token = await crews.tokens.mint({ subject: 'test', tenant: 'acme', scopes: [] }, 'crews');
    const response = await fetch(new URL('/graphs', crews.url), {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toEqual({
      graphs: ['customer-service', 'product-search', 'order-creation', 'support', 'catalog-sync'],
    });
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
    expect(await post('/graphs/product-search/invoke', {}, undefined, '{')).toMatchObject({ status: 400 });
    expect(await post('/graphs/nonsense/invoke', say('x'))).toMatchObject({
      status: 404,
      body: { code: 'not_found', detail: expect.stringContaining('customer-service') },
    });
    expect(await post('/nowhere', {})).toMatchObject({ status: 404 });
  });

  test('no token, a wrong token, no scope', async () => {
    const url = new URL('/graphs/product-search/invoke', crews.url);
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
    const headers = { authorization: 'Bearer a.b.c' };
    expect((await fetch(url, { method: 'POST', body: '{}', headers })).status).toBe(401);
    expect(await invoke(say('x'), ['odoo:read'])).toMatchObject({
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
