import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '#test/redis.ts';
import { connectionsTo, openRequest } from './open-request.ts';

let server: Server;
let url: string;
let sockets: Set<Socket>;
let handle: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  sockets = new Set();
  handle = (_, response) => response.end('ok');
  server = createServer((request, response) => handle(request, response));
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const plain = (changes: { signal?: AbortSignal; body?: string; headers?: Record<string, string> } = {}) => ({
  method: 'POST',
  headers: {},
  body: undefined,
  signal: new AbortController().signal,
  agent: connectionsTo(url),
  ...changes,
});

test('method, headers and body arrive', async () => {
  handle = async (request, response) => {
    const { method, headers } = request;
    response.writeHead(201).end(JSON.stringify({ method, key: headers['x-key'], body: await text(request) }));
  };
  const response = await openRequest(url, plain({ body: 'olá', headers: { 'x-key': 'k' } }));
  expect(response.statusCode).toBe(201);
  expect(JSON.parse(await text(response))).toEqual({ method: 'POST', key: 'k', body: 'olá' });
});

test('one connection serves all requests that follow each other', async () => {
  const options = plain();
  for (let count = 0; count < 5; count += 1) {
    expect(await text(await openRequest(url, options))).toBe('ok');
    await new Promise(setImmediate); // only then the connection is free
  }
  expect(sockets.size).toBe(1);
});

test('a redirect is an answer like any other', async () => {
  const paths: (string | undefined)[] = [];
  handle = (request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: '/elsewhere' }).end();
  };
  expect((await openRequest(url, plain())).statusCode).toBe(302);
  expect(paths).toEqual(['/api']);
});

test('a server that is not there is told by its code', async () => {
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  await expect(openRequest(nowhere, plain())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('the signal closes the connection, before the answer and in its middle', async () => {
  handle = () => undefined;
  const before = new AbortController();
  const waiting = openRequest(url, plain({ signal: before.signal }));
  await expect.poll(() => sockets.size).toBe(1);
  before.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(() => [...sockets].every(({ destroyed }) => destroyed)).toBe(true);

  handle = (_, response) => response.write('half');
  const within = new AbortController();
  const response = await openRequest(url, plain({ signal: within.signal }));
  within.abort();
  await expect(text(response)).rejects.toThrow();
  await expect.poll(() => [...sockets].every(({ destroyed }) => destroyed)).toBe(true);
});
