import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../redis.ts';
import { type Front, startFront } from './front.ts';
import { createRandom } from './random.ts';

const servers: Server[] = [];
let front: Front | undefined;
afterEach(async () => {
  await front?.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A replica that answers with these, the last one from then on. */
async function replica(...statuses: number[]) {
  const heard: { path: string; body: string; delivery: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const delivery = request.headers['x-chatwoot-delivery'];
    heard.push({ path: request.url ?? '', body: await text(request), delivery });
    response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

async function open(replicas: string[], changes: { copied?: number; stale?: number } = {}) {
  const random = createRandom(1);
  front = await startFront({ replicas, random, copied: 0, stale: 0, staleAfterMs: 50, ...changes });
  return front;
}

const send = ({ url }: Front) =>
  fetch(`${url}/chatwoot/main/token`, {
    method: 'POST',
    body: '{"event":"message_created"}',
    headers: { 'x-chatwoot-delivery': 'one' },
  });

test('hands a webhook on as it came, once', async () => {
  const one = await replica();
  const opened = await open([one.url]);
  expect((await send(opened)).status).toBe(200);
  const path = '/chatwoot/main/token';
  expect(one.heard).toEqual([{ path, body: '{"event":"message_created"}', delivery: 'one' }]);
});

test('tries again where a replica is away or cannot store it', async () => {
  const failing = await replica(500, 200);
  const opened = await open([failing.url, `http://127.0.0.1:${await freePort()}`]);
  expect((await send(opened)).status).toBe(200);
  expect(failing.heard).toHaveLength(2);
  expect(opened.counts()).toMatchObject({ webhooks: 1, refused: 0 });
});

test('answers 500 before Chatwoot gives up, so that it repeats', async () => {
  const opened = await open([(await replica(500)).url]);
  const started = Date.now();
  expect((await send(opened)).status).toBe(500);
  expect(Date.now() - started).toBeLessThan(5_000);
  expect(opened.counts().refused).toBe(1);
});

test('delivers some twice, and some once more later', async () => {
  const one = await replica();
  const opened = await open([one.url], { copied: 1, stale: 1 });
  await send(opened);
  await expect.poll(() => one.heard.length, { timeout: 2_000 }).toBe(3);
  expect(new Set(one.heard.map(({ delivery }) => delivery))).toEqual(new Set(['one']));
  expect(opened.counts()).toEqual({ webhooks: 1, copies: 1, stale: 1, refused: 0 });
});
