import { request } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Everything } from '#launch/start-everything.ts';
import { mcpServers, type Process, processes, startDeployment, tokens, urlOf } from './testing/deployment.ts';
import { doorsOf } from './testing/doors.ts';

/** Whatever is sent, the answer is JSON-RPC or a problem: never HTML, never a fault of ours, never an end. */
const seed = Date.now() % 1_000_000_000;
const bounded = { seed, numRuns: 120, interruptAfterTimeLimit: 8_000, endOnFailure: true };

let house: Everything;
beforeAll(async () => {
  console.info(`fuzz: seed ${seed}`);
  house = await startDeployment({ ODOO_WRITE: 'true', TOOL_CALLS_PER_MINUTE: '1000000' });
}, 120_000);
afterAll(() => house.close(0));

const faults: unknown[] = [];
const note = (fault: unknown) => void faults.push(fault);
beforeEach(() => {
  process.on('unhandledRejection', note).on('uncaughtException', note);
});
afterEach(() => {
  process.off('unhandledRejection', note).off('uncaughtException', note);
  expect(faults).toEqual([]);
});

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
}

interface Answer {
  status: number;
  type: string;
  text: string;
}

/** A stream of events is left as soon as it has begun. */
function send(url: string, { method, path, headers, body }: Sent): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { hostname, port } = new URL(url);
  const length = body ? { 'content-length': body.length } : {};
  const asking = request({
    ...{ hostname, port, method, path, agent: false, timeout: 10_000 },
    headers: { ...headers, ...length },
  });
  asking.on('timeout', () => asking.destroy(new Error(`no answer to ${method} ${path}`)));
  asking.on('error', reject);
  asking.on('response', (response) => {
    const answer = {
      status: response.statusCode ?? 0,
      type: response.headers['content-type'] ?? '',
      text: '',
    };
    if (answer.type.startsWith('text/event-stream')) {
      response.destroy();
      return resolve(answer);
    }
    response.setEncoding('utf8').on('data', (chunk: string) => {
      answer.text += chunk;
    });
    response.on('end', () => resolve(answer));
    response.on('error', reject);
  });
  asking.end(body);
  return promise;
}

const pages = /^\/(docs|graphs\/[^/]+\/drawing)/;

/** What is wrong with an answer; nothing where it is as it should be. */
function wrongWith({ method, path }: Sent, { status, type, text }: Answer): string | undefined {
  if (status >= 500 && status !== 503) return `status ${status}: ${text}`;
  if (/<html|<!doctype|<pre>|node_modules|at \w+ \(/i.test(text) && !pages.test(path)) return `text: ${text}`;
  if (status < 400 || method === 'HEAD') return undefined;
  if (!/^application\/(problem\+)?json/.test(type)) return `type ${type} with ${status}: ${text}`;
  const { jsonrpc, error, title, code } = JSON.parse(text);
  const isProblem = typeof title === 'string' && typeof code === 'string';
  return isProblem || (jsonrpc === '2.0' && typeof error?.code === 'number') ? undefined : `body: ${text}`;
}

const rpcMethods = [
  'initialize',
  'ping',
  'tools/list',
  'tools/call',
  'resources/read',
  'resources/subscribe',
  'prompts/get',
];
const moreMethods = ['completion/complete', 'logging/setLevel', 'notifications/cancelled', '__proto__', ''];
const word = fc.constantFrom(
  'name',
  'arguments',
  'uri',
  'ref',
  'argument',
  '_meta',
  '__proto__',
  'constructor',
  'level',
);
const json = fc.jsonValue({ maxDepth: 3 });
const rpcMessage = fc.record(
  {
    jsonrpc: fc.constantFrom('2.0', '1.0', 2, null),
    id: fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.double()),
    method: fc.oneof(fc.constantFrom(...rpcMethods, ...moreMethods), fc.string()),
    params: fc.oneof(fc.dictionary(word, json), json),
    result: json,
  },
  { requiredKeys: [] },
);
const text = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '');
const body = fc.oneof(
  fc.constant(undefined),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary' }).map((value) => Buffer.from(value)),
  json.map(text),
  rpcMessage.map(text),
  fc.array(rpcMessage, { maxLength: 4 }).map(text),
  fc.constantFrom(
    Buffer.from('['.repeat(50_000)),
    Buffer.from(`{"a":${'1'.repeat(400)}}`),
    Buffer.from('{"__proto__":{"scopes":["*"]},"jsonrpc":"2.0","id":1,"method":"tools/list"}'),
    Buffer.alloc(5_000_000, ' '),
  ),
);
const printable = fc.string({
  unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)),
  maxLength: 40,
});
const given = (...values: string[]) => fc.oneof(fc.constantFrom(...values), printable);
const headers = fc.record(
  {
    accept: given('application/json, text/event-stream', 'text/html', '*/*', ''),
    'content-type': given(
      'application/json',
      'text/html',
      'application/json; charset=nonsense',
      'multipart/form-data',
    ),
    'content-encoding': given('gzip', 'identity', 'br'),
    'mcp-protocol-version': given('2025-11-25', '2026-07-28'),
    'mcp-session-id': printable,
    'last-event-id': printable,
    'idempotency-key': printable,
    prefer: given('respond-async', 'wait=1'),
    origin: given('http://localhost', 'null'),
    'x-forwarded-proto': given('https'),
    'x-chatwoot-signature': given('sha256=00'),
    'x-chatwoot-timestamp': given('0', '99999999999999999999'),
  },
  { requiredKeys: [] },
);
const method = fc.constantFrom('GET', 'POST', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD');

/** Paths that are there, with anything in the places that a caller fills. */
function pathOf(name: Process) {
  const known = doorsOf(name).map(({ path }) => path);
  const odd = [
    '/',
    '//',
    '/%',
    '/%E0%A4%A',
    '/mcp/',
    '/../mcp',
    '/chatwoot/main/%',
    '/chatwoot/main/wrong',
    '/docs/x',
  ];
  return fc.oneof(
    fc.constantFrom(...known),
    fc.constantFrom(...odd),
    printable.map((rest) => `/${rest}`),
    fc
      .tuple(fc.constantFrom(...known), printable)
      .map(([path, rest]) => `${path.replace(/\/1\b/, '')}/${rest}`),
    fc.tuple(fc.constantFrom(...known), printable).map(([path, query]) => `${path}?${query}`),
  );
}

const everybody = { subject: 'fuzz', tenant: 'main', scopes: ['*'] };

describe.each(processes)('%s', (name) => {
  const url = () => urlOf(house, name);

  test('answers any request with JSON-RPC or a problem', async () => {
    const authorization = `Bearer ${await tokens.mint(everybody, name)}`;
    const sent = fc.record({ method, path: pathOf(name), headers, body });
    await fc.assert(
      fc.asyncProperty(sent, fc.boolean(), async (each, isKnown) => {
        const full = { ...each, headers: { ...each.headers, ...(isKnown ? { authorization } : {}) } };
        expect(wrongWith(full, await send(url(), full))).toBeUndefined();
      }),
      bounded,
    );
  }, 60_000);

  test('outlives what is no HTTP at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const answered = await sendBytes(url(), Buffer.concat([Buffer.from(bytes), Buffer.from('\r\n\r\n')]));
        expect(answered).not.toMatch(/<html|HTTP\/1.1 5/i);
      }),
      { ...bounded, numRuns: 30 },
    );
    expect((await fetch(`${url()}/healthz`)).status).toBe(200);
  }, 60_000);
});

/** Whatever comes back until the server hangs up, or for a moment. */
function sendBytes(url: string, bytes: Buffer): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const { hostname, port } = new URL(url);
  let answered = '';
  const socket = connect(Number(port), hostname, () => socket.write(bytes));
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    answered += chunk;
  });
  socket.setTimeout(200, () => socket.destroy());
  socket.on('error', () => undefined); // a server may cut such a connection
  socket.on('close', () => resolve(answered));
  return promise;
}

describe.each(mcpServers)('every tool of %s', (name) => {
  test('answers any arguments with a result or with advice', async () => {
    const authorization = `Bearer ${await tokens.mint(everybody, name)}`;
    const ask = async (path: string, value: object) => {
      const answer = await send(urlOf(house, name), {
        ...{ method: 'POST', path, headers: { authorization }, body: text(value) },
      });
      return JSON.parse(answer.text);
    };
    const { tools } = (await ask('/tools/list', {})) as {
      tools: { name: string; inputSchema: { properties?: Record<string, object> } }[];
    };
    const anyValue = fc.oneof(json, fc.string({ unit: 'binary' }), fc.integer(), fc.constant('\u0000'));
    const call = fc.constantFrom(...tools).chain((tool) => {
      const names = Object.keys(tool.inputSchema.properties ?? {});
      const fields = Object.fromEntries(names.map((field) => [field, anyValue]));
      return fc.record({ name: fc.constant(tool.name), arguments: fc.record(fields, { requiredKeys: [] }) });
    });
    await fc.assert(
      fc.asyncProperty(call, async (each) => {
        const { isError, content } = await ask('/tools/call', each);
        if (!isError) return;
        expect(content[0].text).toMatch(/^[a-z_]+: /);
        expect(content[0].text).not.toMatch(/^internal_error|node_modules|Traceback/);
      }),
      bounded,
    );
  }, 60_000);
});
