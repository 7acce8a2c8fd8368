import { brotliCompressSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InputError } from '#errors/errors.ts';
import { type Listening, listen } from './listen.ts';
import { isUnreadableRequest } from './unreadable-request.ts';

let listening: Listening;
beforeAll(async () => {
  const app = express();
  app.use(express.json({ type: () => true }));
  app.post('/things/:id', () => {
    throw new InputError('ours');
  });
  const answer: express.ErrorRequestHandler = (error, _request, response, _next) =>
    void response.json({ unreadable: isUnreadableRequest(error) });
  app.use(answer);
  listening = await listen(app, { host: '127.0.0.1', port: 0, name: 'test' });
});
afterAll(() => listening.close(0));

async function post(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(new URL(path, listening.url), { method: 'POST', body, headers });
  return response.json();
}
const brotli = { 'content-encoding': 'br' };

test.each([
  ['a wrong % in the address', '/things/%', '{}', {}],
  ['no compression where one is named', '/things/1', 'plain', brotli],
  [
    'a compression that breaks off',
    '/things/1',
    new Uint8Array(brotliCompressSync('{"a":1}').subarray(0, 5)),
    brotli,
  ],
  ['a compression that nobody knows', '/things/1', '{}', { 'content-encoding': 'none-such' }],
  ['a body that is no JSON', '/things/1', '{', {}],
])('%s is', async (_, path, body, headers) => {
  expect(await post(path, body, headers as Record<string, string>)).toEqual({ unreadable: true });
});

test('an error of ours is not, and neither is nothing', async () => {
  expect(await post('/things/1', '{}')).toEqual({ unreadable: false });
  for (const nothing of [undefined, null, 'text', new Error('fault'), { status: 500 }])
    expect(isUnreadableRequest(nothing)).toBe(false);
});
