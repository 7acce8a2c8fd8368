import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createTokens } from '#identity/tokens.ts';
import { type ToolContext, toolDefiner } from './define-tool.ts';
import { type FixtureServices, fixtureServer } from './fixtures/fixture-server.ts';
import { startTestServer, type TestServer } from './testing.ts';

/** What the tools were given, call by call. */
const contexts: ToolContext<FixtureServices>[] = [];

const common = {
  description: 'For the tests of calls.',
  scope: 'fixture:read',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
};

const lastUntilCancelled = toolDefiner<FixtureServices>()({
  ...common,
  name: 'last_until_cancelled',
  title: 'Last until cancelled',
  input: z.object({}),
  output: z.object({}),
  async handle(_, context) {
    contexts.push(context);
    await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
    return {};
  },
});

const tellThreeSteps = toolDefiner<FixtureServices>()({
  ...common,
  name: 'tell_three_steps',
  title: 'Tell three steps',
  input: z.object({}),
  output: z.object({ subject: z.string() }),
  async handle(_, { caller, principal }) {
    for (const progress of [1, 2, 3]) caller?.progress({ progress, message: principal.subject });
    caller?.log({ level: 'info', data: 'nobody can set a level here' });
    return { subject: principal.subject };
  },
});

let server: TestServer;
beforeAll(async () => {
  const fixture = fixtureServer();
  server = await startTestServer(
    { ...fixture, tools: [...fixture.tools, lastUntilCancelled, tellThreeSteps] },
    {},
  );
});
afterAll(() => server.close());
beforeEach(() => void contexts.splice(0));

async function post(params: unknown, { subject = 'ana', signal = AbortSignal.timeout(5_000) } = {}) {
  const tokens = createTokens(server.config.JWT_SECRET);
  const token = await tokens.mint({ subject, tenant: 'main', scopes: ['*'] }, 'mcp-fixture');
  return fetch(new URL('/mcp', server.url), {
    method: 'POST',
    signal,
    body: JSON.stringify({ jsonrpc: '2.0', id: 'a call', method: 'tools/call', params }),
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
  });
}

/** The messages of a stream of events that has ended. */
async function messagesOf(response: Response): Promise<unknown[]> {
  return [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data));
}

test('a call is answered under its own id', async () => {
  const response = await post({ name: 'echo', arguments: { text: 'oi' } });
  expect(await response.json()).toEqual({
    jsonrpc: '2.0',
    id: 'a call',
    result: { structuredContent: { text: 'oi' }, content: [{ type: 'text', text: '{"text":"oi"}' }] },
  });
});

test.each([
  [{ arguments: {} }, /name of a tool/],
  [{ name: 7 }, /name of a tool/],
  [{ name: 'echo', arguments: 'oi' }, /name of a tool/],
  [undefined, /name of a tool/],
  [{ name: 'no_such_tool' }, /no_such_tool/],
])('%j is a JSON-RPC error', async (params, message) => {
  const response = await post(params);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    jsonrpc: '2.0',
    id: 'a call',
    error: { code: -32_602, message: expect.stringMatching(message) },
  });
});

test('what a tool says before its answer comes before its answer, in order, and to its own caller', async () => {
  const told = async (subject: string) => {
    const response = await post({ name: 'tell_three_steps', _meta: { progressToken: subject } }, { subject });
    return messagesOf(response);
  };
  const subjects = Array.from({ length: 20 }, (_, number) => `caller ${number}`);
  for (const [index, messages] of (await Promise.all(subjects.map(told))).entries()) {
    const subject = subjects[index];
    const step = (progress: number) => ({
      jsonrpc: '2.0',
      method: 'notifications/progress',
      params: { progressToken: subject, progress, message: subject },
    });
    const answer = { id: 'a call', result: { structuredContent: { subject } } };
    expect(messages).toMatchObject([step(1), step(2), step(3), answer]);
    expect(messages).toHaveLength(4);
  }
});

test('a caller who hangs up ends the work of the tool, and no other call', async () => {
  const [gone, stays] = [new AbortController(), new AbortController()];
  const first = post({ name: 'last_until_cancelled' }, { signal: gone.signal });
  await expect.poll(() => contexts.length).toBe(1);
  const second = post({ name: 'last_until_cancelled' }, { signal: stays.signal });
  await expect.poll(() => contexts.length).toBe(2);
  gone.abort();
  await expect(first).rejects.toThrow(/abort/);
  await expect.poll(() => contexts[0]?.signal.aborted).toBe(true);
  expect(contexts[1]?.signal.aborted).toBe(false);
  stays.abort();
  await expect(second).rejects.toThrow(/abort/);
  await expect.poll(() => contexts[1]?.signal.aborted).toBe(true);
});

test('a call that is over is not cancelled when its caller hangs up', async () => {
  const metrics = async () => (await fetch(new URL('/metrics', server.url))).text();
  await (await post({ name: 'tell_three_steps' })).text();
  expect(await metrics()).toMatch(/mcp_tool_calls_total\{[^}]*tool="tell_three_steps",outcome="ok"/);
  expect(await metrics()).not.toMatch(/tool="tell_three_steps",outcome="cancelled"/);
});
