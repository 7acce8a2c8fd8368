import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelFetch } from './model-fetch.ts';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Breaks the connection instead of answering. */
  broken?: boolean;
  /** Starts the body and never ends it. */
  endless?: boolean;
}

let server: Server;
let url: string;
let answers: Answer[];
let bodies: string[];

beforeEach(async () => {
  bodies = [];
  server = createServer(async (request, response) => {
    bodies.push((await request.toArray()).join(''));
    const answer = answers.shift() ?? { status: 200 };
    if (answer.broken) return void request.socket.destroy();
    response.writeHead(answer.status, answer.headers);
    if (answer.endless) return void response.write('...');
    response.end('done');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const post = (options: { timeoutMs?: number; retries?: number; signal?: AbortSignal } = {}) =>
  modelFetch({ timeoutMs: options.timeoutMs ?? 10_000, retries: options.retries ?? 2 })(url, {
    method: 'POST',
    body: 'the request',
    ...(options.signal ? { signal: options.signal } : {}),
  });

test('sends the same request again after an error of the server or a broken connection', async () => {
  answers = [{ status: 503 }, { status: 0, broken: true }];
  const response = await post();
  expect([response.status, await response.text()]).toEqual([200, 'done']);
  expect(bodies).toEqual(['the request', 'the request', 'the request']);
});

test.each([400, 401, 404, 422])('%i is final', async (status) => {
  answers = [{ status }];
  expect((await post()).status).toBe(status);
  expect(bodies).toHaveLength(1);
});

test('gives back the last failure when the retries are used up', async () => {
  answers = [{ status: 500 }, { status: 502 }];
  expect((await post({ retries: 1 })).status).toBe(502);
  answers = [{ status: 0, broken: true }];
  await expect(post({ retries: 0 })).rejects.toThrow('fetch failed');
});

test('waits as long as the provider asks, if that is not too long', async () => {
  answers = [{ status: 429, headers: { 'retry-after': '1' } }];
  const start = performance.now();
  expect((await post()).status).toBe(200);
  expect(performance.now() - start).toBeGreaterThan(950);
  answers = [{ status: 429, headers: { 'retry-after': '3600' } }];
  expect((await post()).status).toBe(429);
});

test('the time-out covers retries, and the reading of the answer', async () => {
  answers = Array.from({ length: 5 }, () => ({ status: 500 }));
  await expect(post({ timeoutMs: 200, retries: 5 })).rejects.toMatchObject({
    cause: { name: 'TimeoutError' },
  });
  answers = [{ status: 200, endless: true }];
  const response = await post({ timeoutMs: 200 });
  await expect(response.text()).rejects.toMatchObject({ name: 'TimeoutError' });
});

test("the caller's signal ends it at once", async () => {
  answers = [{ status: 500, headers: { 'retry-after': '5' } }];
  const start = performance.now();
  await expect(post({ signal: AbortSignal.timeout(100) })).rejects.toThrow();
  expect(performance.now() - start).toBeLessThan(1_000);
});
