import { afterEach, expect, test } from 'vitest';
import { createTokens } from '#identity/tokens.ts';
import { connectMcp } from './connect-mcp.ts';
import { type RawMcpServer, sendResult, startRawMcpServer } from './testing.ts';

const principal = { subject: 'support', tenant: 'main', scopes: ['*'] };
const tokens = createTokens('a secret for tests of at least 32 characters');

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

/** A server whose tool `slow` never answers, and a connection to it. */
async function start() {
  const server: RawMcpServer = await startRawMcpServer(async ({ message, gone }, response) => {
    if (message.method !== 'tools/call') return;
    if (message.params?.name === 'slow') {
      await new Promise((resolve) => gone.addEventListener('abort', resolve));
    } else {
      sendResult(response, message.id, { content: [{ type: 'text', text: 'done' }] });
    }
  });
  const connection = connectMcp({ url: server.url, audience: 'mcp-raw', tokens, timeoutSeconds: 5 });
  opened.push(server, connection);
  return { server, connection };
}

test('each request carries the token of the one on whose behalf it is sent', async () => {
  const { server, connection } = await start();
  const subjects = ['support', 'scheduling', 'triage'];
  const callAs = (subject: string) =>
    connection.as({ ...principal, subject }, (client) => client.callTool({ name: subject }));
  await Promise.all(subjects.map(callAs));
  for (const { message, headers } of server.of('tools/call')) {
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    expect((await tokens.verify(token, 'mcp-raw')).subject).toBe(message.params?.name);
  }
  expect(server.of('tools/call')).toHaveLength(3);
});

test('whoever stops to wait hangs up, and ends no other request', async () => {
  const { server, connection } = await start();
  const stop = new AbortController();
  const call = (signal: AbortSignal) =>
    connection.as(principal, (client) => client.callTool({ name: 'slow' }, { signal }));
  const stopped = call(stop.signal);
  stopped.catch(() => undefined); // looked at below
  const other = new AbortController();
  const stays = call(other.signal);
  stays.catch(() => undefined);
  await expect.poll(() => server.of('tools/call').length).toBe(2);

  stop.abort();
  await expect(stopped).rejects.toThrow(/abort/i);
  await expect.poll(() => server.of('tools/call').filter(({ gone }) => gone.aborted).length).toBe(1);

  const answer = await connection.as(principal, (client) => client.callTool({ name: 'quick' }));
  expect(answer.content).toEqual([{ type: 'text', text: 'done' }]);
  other.abort();
  await expect(stays).rejects.toThrow(/abort/i);
  await expect.poll(() => server.of('tools/call').filter(({ gone }) => gone.aborted).length).toBe(2);
});

test('a question about something that the server does not know is no mistake of the one who asked', async () => {
  const server = await startRawMcpServer(({ message }, response) => {
    if (message.method !== 'tools/call') return;
    response.writeHead(200, { 'content-type': 'application/json' });
    const error = { code: -32_602, message: 'Unknown tool: gone' };
    response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, error }));
  });
  const connection = connectMcp({ url: server.url, audience: 'mcp-raw', tokens, timeoutSeconds: 5 });
  opened.push(server, connection);
  await expect(connection.as(principal, (client) => client.callTool({ name: 'gone' }))).rejects.toMatchObject(
    {
      code: 'upstream_error',
      retryable: false,
      message: 'mcp-raw does not know what was asked.',
    },
  );
});

test('a server is asked once what it is, and not for what a crew cannot answer', async () => {
  const { server, connection } = await start();
  for (const name of ['one', 'two']) await connection.as(principal, (client) => client.callTool({ name }));
  const [hello, ...others] = server.of('initialize');
  expect(hello?.message.params?.capabilities).toEqual({});
  expect(others).toEqual([]);
});

test('nothing is sent on behalf of nobody', async () => {
  const { connection } = await start();
  expect(connection.principal()).toBeUndefined();
  const client = await connection.as(principal, async (given) => given);
  await expect(client.listTools()).rejects.toThrow('outside McpConnection.as');
});
