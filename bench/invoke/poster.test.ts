import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { createPoster } from './poster.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Answers with the status of its turn, 200 after the last; notes what it was sent. */
async function serve(...statuses: number[]) {
  const received: { path: string; body: unknown; authorization: unknown }[] = [];
  let underWay = 0;
  let most = 0;
  server = createServer(async (request, response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    const body: unknown = JSON.parse(await text(request));
    received.push({ path: request.url ?? '', body, authorization: request.headers.authorization });
    await new Promise((resolve) => setTimeout(resolve, 5));
    underWay -= 1;
    response.writeHead(statuses.shift() ?? 200).end('{"answer":1}');
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, received, most: () => most };
}

test('posts JSON with the token and reads the answer', async () => {
  const { url, received } = await serve();
  const poster = createPoster({ url, token: 'secret' });
  expect(await poster.post('/runs', { input: 1 })).toEqual({ answer: 1 });
  expect(received).toEqual([{ path: '/runs', body: { input: 1 }, authorization: 'Bearer secret' }]);
  poster.close();
});

test('times so many requests, so many of them side by side', async () => {
  const { url, received, most } = await serve();
  const poster = createPoster({ url });
  const times = await poster.run('/runs', {}, { connections: 3, count: 10 });
  expect(times).toHaveLength(10);
  expect(Math.min(...times)).toBeGreaterThan(4);
  expect(received).toHaveLength(10);
  expect(most()).toBe(3);
  poster.close();
});

test('an answer that is no success ends the measurement', async () => {
  const { url } = await serve(500);
  const poster = createPoster({ url });
  await expect(poster.run('/runs', {}, { connections: 1, count: 2 })).rejects.toThrow('/runs answered 500');
  poster.close();
});

test('a kept connection that the server has closed meanwhile is no failure', async () => {
  const { url } = await serve();
  const poster = createPoster({ url });
  await poster.post('/runs', {});
  server?.closeIdleConnections();
  expect(await poster.post('/runs', {})).toEqual({ answer: 1 });
  poster.close();
});
