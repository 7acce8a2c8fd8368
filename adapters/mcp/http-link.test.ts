import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '#test/redis.ts';
import { httpLink } from './http-link.ts';
import type { LinkCaller, LinkRequest, McpLink } from './link.ts';
import { type Answer, type RawMcpServer, sendResult, startRawMcpServer } from './testing.ts';

const principal = { subject: 'test', tenant: 'main', scopes: ['*'] };
const opened: (RawMcpServer | McpLink)[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function linkTo(answer?: Answer, options: { maxBytes?: number } = {}) {
  const server = await startRawMcpServer(answer);
  const link = httpLink({
    server: 'raw',
    url: server.url,
    credentials: ({ subject }) => ({ authorization: `Bearer of ${subject}` }),
    maxBytes: 10_000,
    ...options,
  });
  opened.push(link, server);
  const ask = (request: Partial<LinkRequest> = {}) =>
    link.request({ method: 'tools/call', principal, writes: false, timeoutMs: 2_000, ...request });
  return { server, link, ask };
}

const on =
  (method: string, answer: Answer): Answer =>
  (received, response) =>
    received.message.method === method ? answer(received, response) : undefined;
const onCall = (answer: Answer) => on('tools/call', answer);

test('greets once, then asks; each request shows its own principal', async () => {
  const { server, link, ask } = await linkTo();
  await Promise.all([ask(), ask({ principal: { ...principal, subject: 'other' } })]);
  expect(server.of('initialize').length).toBe(1);
  expect(server.of('notifications/initialized').length).toBe(1);
  const shown = server.of('tools/call').map(({ headers }) => headers.authorization);
  expect(shown.sort()).toEqual(['Bearer of other', 'Bearer of test']);
  expect(server.of('tools/call')[0]?.headers['mcp-protocol-version']).toBe('2025-11-25');
  expect(await link.capabilities(principal)).toEqual({ tools: {} });
});

test('results of requests side by side are not mixed up', async () => {
  const { ask } = await linkTo(
    onCall(({ message }, response) => sendResult(response, message.id, { echo: message.params })),
  );
  const numbers = Array.from({ length: 50 }, (_, number) => number);
  const results = await Promise.all(numbers.map((number) => ask({ params: { number } })));
  expect(results.map(({ echo }) => echo)).toEqual(numbers.map((number) => ({ number })));
});

describe('a stream of events', () => {
  const stream = (...messages: object[]): Answer =>
    onCall(({ message }, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const each of messages) {
        const text = JSON.stringify({ jsonrpc: '2.0', ...each }).replaceAll('"ID"', String(message.id));
        response.write(`data: ${text}\n\n`);
      }
      response.end();
    });
  const caller = (heard: unknown[]): LinkCaller => ({
    wantsProgress: true,
    onProgress: (progress) => heard.push(progress),
    onNotification: (method, params) => heard.push([method, params]),
    onQuestion: async (method, params) => ({ answerTo: method, ...params }),
  });

  test('holds progress, messages and the result', async () => {
    const heard: unknown[] = [];
    const { server, ask } = await linkTo(
      stream(
        { method: 'notifications/progress', params: { progressToken: 'ID', progress: 1, total: 2 } },
        { method: 'notifications/progress', params: { progressToken: 99_999, progress: 5 } },
        { method: 'notifications/message', params: { level: 'info', data: 'half' } },
        { id: 'ID', result: { done: true } },
      ),
    );
    expect(await ask({ caller: caller(heard) })).toEqual({ done: true });
    expect(heard).toEqual([
      { progress: 1, total: 2 },
      ['notifications/message', { level: 'info', data: 'half' }],
    ]);
    const [call] = server.of('tools/call');
    expect(call?.message.params?._meta).toEqual({ progressToken: call?.message.id });
  });

  test('may ask the caller, whose answer goes back by a request of its own', async () => {
    const question = { id: 'q1', method: 'elicitation/create', params: { message: 'Sure?' } };
    const { server, ask } = await linkTo(stream(question, { id: 'ID', result: {} }));
    await ask({ caller: caller([]) });
    await expect
      .poll(() => server.received.find(({ message }) => message.result)?.message)
      .toMatchObject({ id: 'q1', result: { answerTo: 'elicitation/create', message: 'Sure?' } });
  });

  test('that ends without a result is no answer', async () => {
    const { ask } = await linkTo(stream());
    await expect(ask()).rejects.toMatchObject({ code: 'server_unavailable' });
    await expect(ask({ writes: true })).rejects.toMatchObject({ code: 'outcome_unknown' });
  });
});

describe('a server with sessions', () => {
  function sessions(): Answer {
    let session = 0;
    const known = new Set<string>();
    return ({ message, headers }, response) => {
      if (message.method === 'initialize') {
        session += 1;
        known.add(`s${session}`);
        response.setHeader('mcp-session-id', `s${session}`);
      } else if (message.method === 'restart') {
        known.clear();
      } else if (!known.has(String(headers['mcp-session-id']))) {
        response.writeHead(404).end();
      }
    };
  }

  test('that restarted is greeted once more and asked again, by all who wait', async () => {
    const { server, ask } = await linkTo(sessions());
    await ask();
    await ask({ method: 'restart' });
    await Promise.all([ask(), ask({ writes: true }), ask()]);
    expect(server.of('initialize').length).toBe(2);
  });

  test('that knows no session at all is not asked for ever', async () => {
    const { server, ask } = await linkTo((received, response) => {
      if (received.message.method === 'initialize') response.setHeader('mcp-session-id', 'x');
      else if (received.message.id) response.writeHead(404).end();
    });
    await expect(ask()).rejects.toMatchObject({ code: 'upstream_refused' });
    expect(server.of('initialize').length).toBe(2);
  });
});

describe('a failure', () => {
  test.each([
    [401, false, 'upstream_refused', false],
    [403, true, 'upstream_refused', false],
    [429, true, 'rate_limited', true],
    [500, false, 'server_unavailable', true],
    [502, true, 'outcome_unknown', false],
    [302, false, 'upstream_refused', false],
  ])('status %i, where writes is %s, is %s', async (status, writes, code, retryable) => {
    const { ask } = await linkTo(onCall((_, response) => void response.writeHead(status).end('<html>')));
    await expect(ask({ writes })).rejects.toMatchObject({ code, retryable });
  });

  test('the server’s own errors keep their words, but not without end', async () => {
    const { ask } = await linkTo(
      onCall(({ message }, response) => {
        const error = { code: message.params?.code, message: 'no such thing'.repeat(100) };
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, error }));
      }),
    );
    await expect(ask({ params: { code: -32_602 } })).rejects.toMatchObject({ code: 'invalid_input' });
    const failed = await ask({ params: { code: -32_603 } }).catch((error: Error) => error);
    expect(failed).toMatchObject({ code: 'upstream_error', retryable: false });
    expect((failed as Error).message.length).toBeLessThan(400);
  });

  test.each([
    ['not JSON', 'application/json', '{"jsonrpc"'],
    ['HTML', 'text/html', '<p>hello'],
    ['another id', 'application/json', '{"jsonrpc":"2.0","id":0,"result":{}}'],
    ['no object', 'application/json', '[]'],
  ])('an answer that is %s is none', async (_, type, text) => {
    const { ask } = await linkTo(
      onCall((_received, response) => void response.writeHead(200, { 'content-type': type }).end(text)),
    );
    await expect(ask()).rejects.toMatchObject({ code: 'server_unavailable' });
  });

  test('an answer that is too large is dropped while it arrives', async () => {
    const { ask } = await linkTo(
      onCall(({ message }, response) => sendResult(response, message.id, { text: 'x'.repeat(2_000) })),
      { maxBytes: 1_000 },
    );
    await expect(ask()).rejects.toMatchObject({ code: 'result_too_large', retryable: false });
    await expect(ask({ writes: true })).rejects.toMatchObject({ fix: expect.stringContaining('done') });
  });

  test('time that is up ends the request at the server too; of a write nothing is claimed', async () => {
    const { server, ask } = await linkTo(onCall(() => new Promise(() => undefined)));
    await expect(ask({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout', retryable: true });
    await expect(ask({ timeoutMs: 50, writes: true })).rejects.toMatchObject({ code: 'outcome_unknown' });
    await expect.poll(() => server.of('tools/call').every(({ gone }) => gone.aborted)).toBe(true);
  });

  test('a caller that goes away takes the request with it', async () => {
    const { server, ask } = await linkTo(onCall(() => new Promise(() => undefined)));
    const gone = new AbortController();
    const asked = ask({ signal: gone.signal });
    await expect.poll(() => server.of('tools/call').length).toBe(1);
    gone.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => server.of('tools/call')[0]?.gone.aborted).toBe(true);
    await expect(ask({ signal: gone.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('of nobody listening was not sent, so a write did not happen', async () => {
    const link = httpLink({
      server: 'raw',
      url: `http://127.0.0.1:${await freePort()}/mcp`,
      credentials: () => ({}),
      maxBytes: 1_000,
    });
    const request = { method: 'tools/call', principal, writes: true, timeoutMs: 1_000 };
    await expect(link.request(request)).rejects.toMatchObject({ code: 'server_unavailable' });
    await link.close();
  });

  test('an unknown version of the protocol is not spoken', async () => {
    const { ask } = await linkTo(
      on('initialize', ({ message }, response) =>
        sendResult(response, message.id, { protocolVersion: '1999-01-01', capabilities: {} }),
      ),
    );
    await expect(ask()).rejects.toMatchObject({ code: 'upstream_error', retryable: false });
  });
});

describe('announcements', () => {
  const claims = (capabilities: object) =>
    on('initialize', ({ message }, response) =>
      sendResult(response, message.id, { protocolVersion: '2025-11-25', capabilities }),
    );
  const told = (method: string, params?: object) =>
    `data: ${JSON.stringify({ jsonrpc: '2.0', method, params })}\n\n`;

  test('are read from a server that claims to make some, again after its stream has ended', async () => {
    const { server, link, ask } = await linkTo(claims({ tools: { listChanged: true } }));
    const heard: unknown[] = [];
    link.onAnnouncement((method, params) => heard.push([method, params]));
    await ask();
    await expect.poll(() => server.streams.length).toBe(1);
    server.streams[0]?.write(`data: nonsense\n\ndata: {"method":"tools/call"}\n\n`);
    server.streams[0]?.end(told('notifications/tools/list_changed'));
    await expect.poll(() => server.streams.length, { timeout: 5_000 }).toBe(2);
    server.streams[1]?.write(told('notifications/resources/updated', { uri: 'x://1' }));
    await expect.poll(() => heard.length).toBe(2);
    expect(heard).toEqual([
      ['notifications/tools/list_changed', {}],
      ['notifications/resources/updated', { uri: 'x://1' }],
    ]);
  });

  test('are not asked for where none are claimed', async () => {
    const { server, ask } = await linkTo(claims({ tools: {}, logging: {} }));
    await ask();
    await ask();
    expect(server.streams).toEqual([]);
  });

  test('end with the link', async () => {
    const { server, link, ask } = await linkTo(claims({ resources: { subscribe: true } }));
    await ask();
    await expect.poll(() => server.streams.length).toBe(1);
    await link.close();
    await expect.poll(() => server.streams[0]?.destroyed).toBe(true);
  });
});
