import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTokens } from '#identity/tokens.ts';
import { toolDefiner } from './define-tool.ts';
import { type FixtureServices, fixtureServer } from './fixtures/fixture-server.ts';
import { startTestServer, type TestServer } from './testing.ts';

/** Tells the caller how far it is, then asks the caller's name. */
const greet = toolDefiner<FixtureServices>()({
  name: 'greet',
  title: 'Greet',
  description: 'Asks for a name and greets.',
  scope: 'fixture:read',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  timeoutSeconds: 2,
  input: z.object({}),
  output: z.object({ greeting: z.string() }),
  async handle(_, { caller }) {
    caller?.progress({ progress: 1, total: 2, message: 'Asking' });
    const answer = await caller?.elicit({
      message: 'Who are you?',
      requestedSchema: { type: 'object', properties: { name: { type: 'string' } } },
    });
    return { greeting: `Olá, ${answer?.content?.name ?? answer?.action}` };
  },
});

let server: TestServer;
beforeAll(async () => {
  const fixture = fixtureServer();
  server = await startTestServer({ ...fixture, tools: [...fixture.tools, greet] }, {});
});
afterAll(() => server.close());

const post = async (
  body: unknown,
  { subject = 'ana', headers = {}, signal = AbortSignal.timeout(5_000) } = {},
) => {
  const principal = { subject, tenant: 'main', scopes: ['*'] };
  const token = await createTokens(server.config.JWT_SECRET).mint(principal, 'mcp-fixture');
  return fetch(new URL('/mcp', server.url), {
    method: 'POST',
    signal,
    body: JSON.stringify(body),
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
  });
};

const call = (name: string, args: object, meta?: object) => ({
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name, arguments: args, ...(meta ? { _meta: meta } : {}) },
});

interface StreamedMessage {
  id?: string | number;
  method?: string;
  params?: Record<string, unknown>;
  result?: { structuredContent?: unknown; isError?: boolean; content?: unknown };
}

/** The messages of a stream of events, as they come. */
async function* messagesOf(response: Response): AsyncGenerator<StreamedMessage> {
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data) yield JSON.parse(data);
    }
  }
}

async function next(messages: AsyncGenerator<StreamedMessage>): Promise<StreamedMessage> {
  const { value } = await messages.next();
  return value;
}

describe('what is answered', () => {
  test('a tool that says nothing before its answer is answered as JSON, even where progress was asked for', async () => {
    const response = await post(call('echo', { text: 'oi' }, { progressToken: 'p' }));
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({ id: 7, result: { structuredContent: { text: 'oi' } } });
  });

  test('a tool that speaks is answered as a stream, and its question by a request of its own', async () => {
    const response = await post(call('greet', {}, { progressToken: 'p' }));
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const messages = messagesOf(response);
    expect(await next(messages)).toMatchObject({
      method: 'notifications/progress',
      params: { progressToken: 'p', progress: 1, total: 2, message: 'Asking' },
    });
    const question = await next(messages);
    expect(question).toMatchObject({ method: 'elicitation/create', params: { message: 'Who are you?' } });

    const answer = {
      jsonrpc: '2.0',
      id: question.id,
      result: { action: 'accept', content: { name: 'Ana' } },
    };
    expect((await post(answer, { subject: 'bob' })).status).toBe(400);
    expect((await post(answer)).status).toBe(202);
    expect(await next(messages)).toMatchObject({
      id: 7,
      result: { structuredContent: { greeting: 'Olá, Ana' } },
    });
    expect((await messages.next()).done).toBe(true);
    expect((await post(answer)).status).toBe(400);
  });

  test('without a progress token no progress is told', async () => {
    const response = await post(call('greet', {}));
    const question = await next(messagesOf(response));
    expect(question.method).toBe('elicitation/create');
    await post({ jsonrpc: '2.0', id: question.id, result: { action: 'decline' } });
  });

  test('a question that nobody answers ends with the time of the tool, and the caller is told so', async () => {
    const messages = messagesOf(await post(call('greet', {})));
    const question = await next(messages);
    const rest: StreamedMessage[] = [];
    for await (const message of messages) rest.push(message);
    expect(rest.at(-1)).toMatchObject({ id: 7, result: { isError: true } });
    expect((await post({ jsonrpc: '2.0', id: question.id, result: { action: 'accept' } })).status).toBe(400);
  });

  test('the question of a caller who has gone is forgotten', async () => {
    const gone = new AbortController();
    const response = await post(call('greet', {}), { signal: gone.signal });
    const question = await next(messagesOf(response));
    gone.abort();
    await expect
      .poll(
        async () =>
          (await post({ jsonrpc: '2.0', id: question.id, error: { code: 1, message: 'x' } })).status,
      )
      .toBe(400);
  });

  test('notifications are accepted and change nothing', async () => {
    for (const method of ['notifications/initialized', 'notifications/cancelled']) {
      expect((await post({ jsonrpc: '2.0', method })).status).toBe(202);
    }
  });

  test('several messages in one body, as the revision 2025-03-26 has it, are answered together', async () => {
    const response = await post([call('echo', { text: 'oi' }), { jsonrpc: '2.0', id: 8, method: 'ping' }]);
    const answers = (await response.json()) as { id: number }[];
    expect(answers.map(({ id }) => id).sort()).toEqual([7, 8]);
  });

  test('a hundred requests side by side each get their own answer', async () => {
    const texts = Array.from({ length: 100 }, (_, index) => `text ${index}`);
    const answers = await Promise.all(texts.map(async (text) => (await post(call('echo', { text }))).json()));
    expect(answers).toMatchObject(texts.map((text) => ({ result: { structuredContent: { text } } })));
  });
});

describe('what is refused', () => {
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };

  test.each([
    ['an answer as JSON only', { accept: 'application/json' }, 406],
    ['an answer as events only', { accept: 'text/event-stream' }, 406],
    ['a body that is said to be text', { 'content-type': 'text/plain' }, 415],
    ['a revision of the protocol that is not known', { 'mcp-protocol-version': '2099-01-01' }, 400],
  ])('%s', async (_, headers, status) => {
    const response = await post(ping, { headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', error: { message: expect.any(String) } });
  });

  test.each([{ accept: '*/*' }, { 'mcp-protocol-version': '2025-06-18' }, {}])(
    'but not %j',
    async (headers) => {
      expect((await post(ping, { headers })).status).toBe(200);
    },
  );

  test.each([[{}], [{ jsonrpc: '1.0', id: 1, method: 'ping' }], [{ jsonrpc: '2.0', id: {} }]])(
    'a body that is no JSON-RPC message: %j',
    async (body) => {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: -32_600 } });
    },
  );
});
