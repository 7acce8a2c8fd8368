import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTokens } from '#identity/tokens.ts';
import { type FixtureServices, fixtureServer } from './fixtures/fixture-server.ts';
import { startTestServer, type TestServer } from './testing.ts';

const services: FixtureServices = { calls: [] };
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(fixtureServer(services), { MCP_ALLOWED_ORIGINS: 'https://app.example' });
});
afterAll(() => server.close());

describe('calling tools over MCP', () => {
  test('answers structured content and the same as text', async () => {
    const answer = await server.call('echo', { text: 'oi', times: 2 });
    expect(answer).toEqual({ isError: false, text: '{"text":"oioi"}', data: { text: 'oioi' } });
  });

  test('wrong and unknown arguments are an answer that says how to mend them', async () => {
    const wrong = await server.call('echo', { text: 5, colour: 'red' });
    expect(wrong.isError).toBe(true);
    expect(wrong.text).toMatch(/^invalid_input: The arguments of echo are wrong\. .*text: .*string/);
    expect(wrong.text).toContain('colour');
    expect(wrong.text).toContain('\nNext: ');
  });

  test('an expected error keeps its code and its advice', async () => {
    const { text } = await server.call('fail', { how: 'expected' });
    expect(text).toBe('total_changed: The total changed.\nNext: Quote again.');
  });

  test.each(['unexpected', 'wrong-output'])('of an %s fault nothing inside is shown', async (how) => {
    const { isError, text } = await server.call('fail', { how });
    expect(isError).toBe(true);
    expect(text).toMatch(/^internal_error: /);
    expect(text).not.toContain('hunter2');
  });

  test('a handler that never ends is ended; of a change it is not said that nothing happened', async () => {
    const { text } = await server.call('fail', { how: 'hang' });
    expect(text).toMatch(/^outcome_unknown: fail took longer than 1 s; .* may still happen/);
    expect(text).toContain('\nNext: Look up whether it happened');
  });

  test('an unknown tool is a JSON-RPC error, code -32602', async () => {
    await expect(server.call('nonsense', {})).rejects.toMatchObject({ code: -32_602 });
  });

  test('resources are listed and read', async () => {
    const client = await server.client();
    expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual(['fixture://greeting']);
    expect((await client.readResource({ uri: 'fixture://greeting' })).contents[0]).toMatchObject({
      text: 'olá',
    });
    await expect(client.readResource({ uri: 'fixture://other' })).rejects.toMatchObject({ code: -32_602 });
    await client.close();
  });
});

describe('who calls', () => {
  const schemaOf = async (principal: Parameters<TestServer['tools']>[0]) =>
    (await server.tools(principal)).find(({ name }) => name === 'my_orders')?.inputSchema;

  test('a caller who acts for nobody names the customer', async () => {
    expect((await schemaOf({}))?.required).toEqual(['partner_id']);
    expect((await server.call('my_orders', { partner_id: 5 })).data).toEqual({ partner_id: 5 });
  });

  test('a caller who acts for a customer is offered no such argument, and cannot give it', async () => {
    const principal = { customer: { partner: 7 } };
    expect(await schemaOf(principal)).toMatchObject({ properties: {}, required: [] });
    expect((await server.call('my_orders', {}, principal)).data).toEqual({ partner_id: 7 });
    expect((await server.call('my_orders', { partner_id: 5 }, principal)).text).toMatch(/^invalid_input/);
  });

  test('a customer who is not identified yet gets nobody else', async () => {
    const answer = await server.call('my_orders', {}, { customer: { phone: '+5511999990000' } });
    expect(answer.text).toMatch(/^customer_not_identified/);
  });

  test('without its scope a tool is neither listed nor callable', async () => {
    const principal = { scopes: ['fixture:read'] };
    expect((await server.tools(principal)).map(({ name }) => name)).toEqual(['echo', 'my_orders']);
    expect((await server.call('fail', { how: 'expected' }, principal)).text).toMatch(
      /^insufficient_scope: .*fixture:write/,
    );
  });

  test('two principals in parallel never see each other', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        server.call('my_orders', {}, { customer: { partner: index + 1 } }),
      ),
    );
    expect(answers.map(({ data }) => data.partner_id)).toEqual(answers.map((_, index) => index + 1));
  });
});

describe('the HTTP edge', () => {
  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const token = await createTokens(server.config.JWT_SECRET).mint(
      { subject: 'test', tenant: 'main', scopes: ['*'] },
      'mcp-fixture',
    );
    return fetch(new URL(path, server.url), {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    });
  };

  test('plain JSON for a person with curl', async () => {
    const list = (await (await post('/tools/list', '{}')).json()) as { tools: { name: string }[] };
    expect(list.tools.map(({ name }) => name)).toEqual(['echo', 'my_orders', 'fail']);
    const call = await post('/tools/call', '{"name":"echo","arguments":{"text":"oi"}}');
    expect(await call.json()).toMatchObject({ structuredContent: { text: 'oi' } });
  });

  const refused: [string, () => Promise<Response>, number][] = [
    ['no token', () => post('/mcp', '{}', { authorization: '' }), 401],
    ['a wrong token', () => post('/tools/list', '{}', { authorization: 'Bearer x.y.z' }), 401],
    ['a foreign Origin', () => post('/mcp', '{}', { origin: 'https://evil.example' }), 403],
    ['an opaque Origin', () => post('/mcp', '{}', { origin: 'null' }), 403],
    ['malformed JSON', () => post('/mcp', '{"a":'), 400],
    ['a body above the limit', () => post('/mcp', `"${'x'.repeat(5_000_000)}"`), 413],
    ['a call without a name', () => post('/tools/call', '{}'), 400],
    ['a call of an unknown tool', () => post('/tools/call', '{"name":"nonsense"}'), 404],
    ['an unknown address', () => post('/nowhere', '{}'), 404],
    ['GET on /mcp', () => fetch(new URL('/mcp', server.url), { headers: { authorization: '' } }), 401],
  ];

  test.each(refused)('%s is answered with a JSON-RPC error', async (_, request, status) => {
    const response = await request();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', error: { message: expect.any(String) } });
  });

  test('an Origin that is allowed passes, and so does loopback', async () => {
    for (const origin of ['https://app.example', 'http://localhost:3000']) {
      expect((await post('/tools/list', '{}', { origin })).status).toBe(200);
    }
  });

  test('health, readiness and metrics need no token', async () => {
    const fetchPath = (path: string) => fetch(new URL(path, server.url));
    expect(await (await fetchPath('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await fetchPath('/readyz')).json()).toEqual({
      status: 'ok',
      dependencies: { backend: 'ok' },
    });
    const metrics = await (await fetchPath('/metrics')).text();
    expect(metrics).toMatch(/mcp_tool_calls_total\{[^}]*tool="fail",outcome="total_changed"[^}]*\} \d/);
  });

  test('a foreign Host is refused, as after DNS rebinding', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { host: 'evil.example' };
      get(new URL('/tools/list', server.url), { headers }, ({ statusCode }) => resolve(statusCode)).on(
        'error',
        reject,
      );
    });
    expect(status).toBe(403);
  });

  test('there are no sessions to GET or DELETE', async () => {
    const open = await startTestServer(fixtureServer(), { JWT_SECRET: '' });
    for (const method of ['GET', 'DELETE']) {
      const response = await fetch(new URL('/mcp', open.url), { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('POST');
    }
    await open.close();
  });
});
