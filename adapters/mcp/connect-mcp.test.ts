import { afterEach, expect, test } from 'vitest';
import { createTokens } from '#identity/tokens.ts';
import { connectMcp, hangingUpOn } from './connect-mcp.ts';
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
    connection.as(principal, (client) =>
      hangingUpOn(signal, () => client.callTool({ name: 'slow' }, undefined, { signal })),
    );
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

test('without a signal a request lasts until its answer', async () => {
  const { connection } = await start();
  const answer = await connection.as(principal, (client) =>
    hangingUpOn(undefined, () => client.callTool({ name: 'quick' })),
  );
  expect(answer.content).toEqual([{ type: 'text', text: 'done' }]);
});
