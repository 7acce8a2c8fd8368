import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { errorText } from '#errors/describe-error.ts';
import { InputError, UpstreamError } from '#errors/errors.ts';
import { createTokens } from '#identity/tokens.ts';
import { freePort } from '#test/redis.ts';
import { type Answer, type RawMcpServer, sendResult, startRawMcpServer } from './testing.ts';
import { createToolbox } from './toolbox.ts';

const principal = { subject: 'support', tenant: 'main', scopes: ['*'] };
const tokens = createTokens('a secret for tests of at least 32 characters');
const output = z.object({ answer: z.string() });

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

const tool = (name: string, readOnlyHint: boolean) => ({
  name,
  inputSchema: { type: 'object' },
  annotations: { readOnlyHint },
});
const bothTools = [tool('look', true), tool('change', false)];
const done = {
  content: [{ type: 'text', text: '{"answer":"done"}' }],
  structuredContent: { answer: 'done' },
};
const failed = (error: Error) => ({ isError: true, content: [{ type: 'text', text: errorText(error) }] });

interface Script {
  /** What it offers, one list after the other; the last one stays. */
  lists?: object[][];
  /** How calls are answered, one after the other, before all are done. */
  calls?: (object | 'cut off')[];
}

/** A gateway that goes by a script. */
function scripted({ lists = [bothTools], calls = [] }: Script): Answer {
  return ({ message }, response) => {
    if (message.method === 'tools/list') {
      const tools = lists.length > 1 ? lists.shift() : lists[0];
      sendResult(response, message.id, { tools });
    }
    if (message.method !== 'tools/call') return;
    const answer = calls.shift() ?? done;
    if (answer === 'cut off') response.destroy();
    else sendResult(response, message.id, answer);
  };
}

function toolboxAt(url: string, patienceMs?: number) {
  const toolbox = createToolbox({ url, audience: 'mcp-raw', tokens, timeoutSeconds: 5, patienceMs });
  opened.push(toolbox);
  return (name: string, signal?: AbortSignal) =>
    toolbox.call({ tool: name, arguments: {}, principal, output, signal });
}

async function start(script: Script, patienceMs?: number) {
  const server: RawMcpServer = await startRawMcpServer(scripted(script));
  opened.push(server);
  return { server, call: toolboxAt(server.url, patienceMs), calls: () => server.of('tools/call').length };
}

const away = failed(new UpstreamError('mcp-odoo cannot be reached.', { code: 'server_unavailable' }));

test('a server that is back within the patience is waited for', async () => {
  const { call, calls } = await start({ calls: [away, away] }, 5_000);
  expect(await call('change')).toEqual({ answer: 'done' });
  expect(calls()).toBe(3);
});

test('without patience its absence is told at once', async () => {
  const { call, calls } = await start({ calls: [away] });
  await expect(call('look')).rejects.toMatchObject({ code: 'server_unavailable', retryable: true });
  expect(calls()).toBe(1);
});

test('a server that stays away is told when the patience is over', async () => {
  const { call, calls } = await start({ calls: Array.from({ length: 50 }, () => away) }, 400);
  await expect(call('look')).rejects.toMatchObject({ code: 'server_unavailable', retryable: true });
  expect(calls()).toBe(3);
});

test('a gateway that only just comes up is waited for, for a write too', async () => {
  const port = await freePort();
  const call = toolboxAt(`http://127.0.0.1:${port}/mcp`, 5_000);
  const called = call('change');
  await sleep(300);
  opened.push(await startRawMcpServer(scripted({}), port));
  expect(await called).toEqual({ answer: 'done' });
});

test('so is a tool that the gateway does not offer yet', async () => {
  const { call } = await start({ lists: [[], [tool('look', true)], bothTools] }, 5_000);
  expect(await call('change')).toEqual({ answer: 'done' });
});

test('a read whose answer was cut off is asked for again', async () => {
  const { call, calls } = await start({ calls: ['cut off'] }, 5_000);
  expect(await call('look')).toEqual({ answer: 'done' });
  expect(calls()).toBe(2);
});

test('a write whose answer was cut off may have been done, and is not repeated', async () => {
  const { call, calls } = await start({ calls: ['cut off'] }, 5_000);
  await expect(call('change')).rejects.toMatchObject({ code: 'outcome_unknown' });
  expect(calls()).toBe(1);
});

test('what a tool refuses is told at once', async () => {
  const refused = failed(new InputError('Two of nothing.', { code: 'no_quantity' }));
  const { call, calls } = await start({ calls: [refused] }, 5_000);
  await expect(call('change')).rejects.toMatchObject({ code: 'no_quantity' });
  expect(calls()).toBe(1);
});

test('whoever goes away ends the wait', async () => {
  const { call } = await start({ calls: Array.from({ length: 50 }, () => away) }, 60_000);
  const started = performance.now();
  await expect(call('look', AbortSignal.timeout(200))).rejects.toThrow();
  expect(performance.now() - started).toBeLessThan(2_000);
});
