import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConnection } from './http-call.ts';
import { recordRequests } from './record-requests.ts';

/** Answers with what it was sent; `/broken` fails. */
const upstream = http.createServer(async (request, response) => {
  const { method, url, headers } = request;
  const answer = { method, url, key: headers['x-key'], body: await text(request) };
  response.writeHead(url === '/broken' ? 500 : 200).end(JSON.stringify(answer));
});
const connections = new Set<unknown>();
upstream.on('connection', (socket) => connections.add(socket));
let address = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => upstream.close(resolve)));

test('a recorded request is answered as by the upstream, and the same when it is sent again', async () => {
  const recorder = await recordRequests(address);
  const connection = openConnection();
  const headers = { 'x-key': 'k', 'content-type': 'application/json' };
  const answer = await connection.call({ url: `${recorder.url}/a?b=1`, method: 'POST', headers, body: '{}' });
  expect(JSON.parse(answer)).toEqual({ method: 'POST', url: '/a?b=1', key: 'k', body: '{}' });

  const [recorded, ...others] = recorder.take();
  expect(others).toEqual([]);
  expect(recorder.take()).toEqual([]);
  expect(recorded).toEqual({ url: `${address}/a?b=1`, method: 'POST', headers, body: '{}' });
  expect(recorded && (await connection.call(recorded))).toBe(answer);
  connection.close();
  await recorder.close();
});

test('one connection is kept for all calls, and a failure is an error', async () => {
  connections.clear();
  const connection = openConnection();
  const request = { url: `${address}/x`, method: 'GET', headers: {}, body: '' };
  for (let count = 0; count < 5; count += 1) await connection.call(request);
  expect(connections.size).toBe(1);
  await expect(connection.call({ ...request, url: `${address}/broken` })).rejects.toThrow(/500/);
  connection.close();
  await expect(connection.call({ ...request, url: 'http://127.0.0.1:1/' })).rejects.toThrow(/ECONNREFUSED/);
});
